package org.stnjava.cli.common;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.stnjava.data.npy.NpyArray;

/** Writer of 8-bit PNG and JPEG pictures from floats, [0, 1] becoming 0 to 255. */
final class PictureWriter {
  /** Keeps artifacts below what an 8-bit round trip through a warp shows; the default is 0.75. */
  private static final float JPEG_QUALITY = 0.95f;

  private PictureWriter() {}

  /** Refuses what is not one picture of gray, RGB or, for PNG, RGBA. */
  static void check(NpyArray image, OutputFormat format) {
    long[] shape = image.shape();
    int rank = shape.length;
    long count = rank == 4 ? shape[0] : 1;
    long channels = channels(shape);
    boolean alpha = channels == 4 && format == OutputFormat.PNG;
    if (count != 1 || !(channels == 1 || channels == 3 || alpha)) {
      throw new IllegalArgumentException(
          "expected one image of %s channels for a %s picture but got %s; write .npy instead"
              .formatted(
                  format == OutputFormat.PNG ? "1, 3 or 4" : "1 or 3",
                  format,
                  Arrays.toString(shape)));
    }
  }

  /**
   * Writes an image that {@link #check} took: {@code [1, H, W, C]}, {@code [H, W, C]}, {@code [H,
   * W]}.
   */
  static void write(OutputStream out, NpyArray image, OutputFormat format) throws IOException {
    BufferedImage picture = picture(image);
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format.toString()).next();
    ImageIO.setUseCache(false);
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      ImageWriteParam settings = writer.getDefaultWriteParam();
      if (format == OutputFormat.JPEG) {
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(JPEG_QUALITY);
      }
      writer.write(null, new IIOImage(picture, null, null), settings);
    } finally {
      writer.dispose();
    }
  }

  private static BufferedImage picture(NpyArray image) {
    long[] shape = image.shape();
    int channels = (int) channels(shape);
    int first = shape.length == 4 ? 1 : 0;
    int height = Math.toIntExact(shape[first]);
    int width = Math.toIntExact(shape[first + 1]);
    BufferedImage picture = blank(height, width, channels);
    float[] values = image.floats();
    int[] row = new int[width * channels];
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < row.length; i++) {
        // Math.round takes NaN to 0.
        row[i] = Math.max(0, Math.min(255, Math.round(values[y * row.length + i] * 255)));
      }
      picture.getRaster().setPixels(0, y, width, 1, row);
    }
    return picture;
  }

  private static BufferedImage blank(int height, int width, int channels) {
    if (channels == 1) {
      return new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    }
    int type = channels == 4 ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR;
    return new BufferedImage(width, height, type);
  }

  private static long channels(long... shape) {
    return shape.length == 2 ? 1 : shape[shape.length - 1];
  }
}
