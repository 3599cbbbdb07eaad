package org.stnjava.data.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.stnjava.data.npy.NpyArray;

/** Writer of 8-bit PNG and JPEG pictures from floats, [0, 1] becoming 0 to 255. */
public final class PictureWriter {
  /** Keeps artifacts below the error of an 8-bit round trip through a warp; the default is 0.75. */
  private static final float JPEG_QUALITY = 0.95f;

  private static final int WHITE = 255;

  private PictureWriter() {}

  /** Format of a file. */
  public enum Format {
    /** Lossless; may have alpha. */
    PNG,
    /** Lossy, of high quality; without alpha. */
    JPEG
  }

  /**
   * Refuses what is not one picture of gray, RGB or, for PNG, RGBA.
   *
   * @param image {@code [1, H, W, C]}, {@code [H, W, C]} or {@code [H, W]}
   * @param format of the file
   * @throws IllegalArgumentException if the format cannot hold it
   */
  public static void check(NpyArray image, Format format) {
    long[] shape = image.shape();
    long count = shape.length == 4 ? shape[0] : 1;
    long channels = channels(shape);
    boolean alpha = channels == 4 && format == Format.PNG;
    if (count != 1 || !(channels == 1 || channels == 3 || alpha)) {
      throw new IllegalArgumentException(
          "expected one image of %s channels for a %s picture but got %s; write .npy instead"
              .formatted(
                  format == Format.PNG ? "1, 3 or 4" : "1 or 3", format, Arrays.toString(shape)));
    }
  }

  /**
   * Writes an image.
   *
   * @param out where to; stays open
   * @param image {@code [1, H, W, C]}, {@code [H, W, C]} or {@code [H, W]}; values outside [0, 1]
   *     are clipped, NaN becomes 0
   * @param format of the file
   * @throws IllegalArgumentException if {@link #check} refuses
   * @throws IOException if the stream does not take it
   */
  public static void write(OutputStream out, NpyArray image, Format format) throws IOException {
    check(image, format);
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format.name()).next();
    // Memory, where ImageIO would use a file in the temporary folder.
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      ImageWriteParam settings = writer.getDefaultWriteParam();
      if (format == Format.JPEG) {
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(JPEG_QUALITY);
      }
      writer.write(null, new IIOImage(buffered(image), null, null), settings);
    } finally {
      writer.dispose();
    }
  }

  /**
   * Copies an image into one of AWT's, for encoders of other formats.
   *
   * @param image as for {@link #write} to PNG
   * @return an image of 8 bits a channel
   * @throws IllegalArgumentException if {@link #check} refuses
   */
  public static BufferedImage buffered(NpyArray image) {
    check(image, Format.PNG);
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
        row[i] = Math.max(0, Math.min(WHITE, Math.round(values[y * row.length + i] * WHITE)));
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
