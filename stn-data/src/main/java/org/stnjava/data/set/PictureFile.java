package org.stnjava.data.set;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Reads PNG and JPEG files; what is transparent turns black. */
final class PictureFile {

  private static final int BYTE = 8;
  private static final int OPAQUE = 255;

  static {
    ImageIO.setUseCache(false);
  }

  private PictureFile() {}

  /**
   * Decodes a file into one channel if it is gray, else three.
   *
   * @throws IOException if it cannot be read as a picture; the message says why, without the name
   */
  static Raster read(Path file) throws IOException {
    BufferedImage picture;
    try (InputStream in = Files.newInputStream(file)) {
      @Nullable BufferedImage decoded = ImageIO.read(in);
      if (decoded == null) {
        throw new IOException("is no PNG or JPEG picture");
      }
      picture = decoded;
    } catch (RuntimeException e) {
      // The JDK's readers throw these, too, on damaged files.
      throw new IOException("is damaged: " + e.getMessage(), e);
    }
    ColorModel colors = picture.getColorModel();
    boolean gray =
        colors instanceof IndexColorModel palette
            ? isGray(palette)
            : colors.getNumColorComponents() == 1;
    return gray && !(colors instanceof IndexColorModel)
        ? samples(picture, colors)
        : colors(picture, gray ? 1 : 3);
  }

  /** The values as they are: the JDK would brighten gray ones as if they were linear. */
  private static Raster samples(BufferedImage picture, ColorModel colors) {
    int width = picture.getWidth();
    int bands = picture.getRaster().getNumBands();
    int white = (1 << colors.getComponentSize(0)) - 1;
    byte[] pixels = new byte[Math.multiplyExact(picture.getHeight(), width)];
    for (int y = 0; y < picture.getHeight(); y++) {
      int[] row = picture.getRaster().getPixels(0, y, width, 1, (int[]) null);
      for (int x = 0; x < width; x++) {
        long value = (long) row[x * bands] * OPAQUE;
        if (colors.hasAlpha()) {
          value = value * row[x * bands + 1] / white;
        }
        pixels[y * width + x] = (byte) ((value + white / 2) / white);
      }
    }
    return new Raster(picture.getHeight(), width, 1, pixels);
  }

  private static Raster colors(BufferedImage picture, int channels) {
    int width = picture.getWidth();
    byte[] pixels =
        new byte[Math.multiplyExact(Math.multiplyExact(picture.getHeight(), width), channels)];
    int at = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int color : picture.getRGB(0, y, width, 1, null, 0, width)) {
        int alpha = color >>> (3 * BYTE);
        for (int channel = 0; channel < channels; channel++) {
          int value = (color >> ((2 - channel) * BYTE)) & OPAQUE;
          pixels[at++] = (byte) ((value * alpha + OPAQUE / 2) / OPAQUE);
        }
      }
    }
    return new Raster(picture.getHeight(), width, channels, pixels);
  }

  private static boolean isGray(IndexColorModel palette) {
    return IntStream.range(0, palette.getMapSize())
        .map(palette::getRGB)
        .allMatch(c -> ((c >> 16) & 0xff) == (c & 0xff) && ((c >> 8) & 0xff) == (c & 0xff));
  }
}
