package org.stnjava.cli.common;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.stnjava.data.npy.NpyArray;

/** Reader of PNG and JPEG pictures as {@code [H, W, C]} floats in [0, 1]. */
final class Picture {
  /** The bands of a gray picture with alpha that make red, green, blue and alpha. */
  private static final int[] GRAY_AND_ALPHA = {0, 0, 0, 1};

  /** Where the channels lie in the bits of a color. */
  private static final int[] GRAY = {0};

  private static final int[] RGB = {16, 8, 0};
  private static final int[] RGBA = {16, 8, 0, 24};

  private Picture() {}

  /** Reads gray as one channel, color as three, and color or gray with alpha as four. */
  static NpyArray read(Path path) {
    BufferedImage picture = decode(path);
    ColorModel colors = picture.getColorModel();
    return colors instanceof IndexColorModel palette
        ? palette(picture, palette)
        : samples(picture.getRaster(), colors.getComponentSize(0));
  }

  private static BufferedImage decode(Path path) {
    ImageIO.setUseCache(false);
    try (InputStream in = Files.newInputStream(path)) {
      @Nullable BufferedImage picture = ImageIO.read(in);
      if (picture == null) {
        throw new IllegalArgumentException(path + ": expected a PNG or JPEG picture");
      }
      return picture;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          path + ": expected a whole PNG or JPEG picture but decoding failed: " + e.getMessage(),
          e);
    }
  }

  private static NpyArray samples(Raster raster, int bits) {
    int bands = raster.getNumBands();
    int[] bandOfChannel = bands == 2 ? GRAY_AND_ALPHA : IntStream.range(0, bands).toArray();
    float white = (1 << bits) - 1;
    float[] values =
        new float
            [Math.multiplyExact(
                Math.multiplyExact(raster.getWidth(), raster.getHeight()), bandOfChannel.length)];
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      int[] row = raster.getPixels(0, y, raster.getWidth(), 1, (int[]) null);
      for (int x = 0; x < raster.getWidth(); x++) {
        for (int band : bandOfChannel) {
          values[at++] = row[x * bands + band] / white;
        }
      }
    }
    return NpyArray.of(values, raster.getHeight(), raster.getWidth(), bandOfChannel.length);
  }

  private static NpyArray palette(BufferedImage picture, IndexColorModel colors) {
    int[] shifts = colors.hasAlpha() ? RGBA : isGray(colors) ? GRAY : RGB;
    int width = picture.getWidth();
    float[] values =
        new float
            [Math.multiplyExact(Math.multiplyExact(width, picture.getHeight()), shifts.length)];
    int at = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int color : picture.getRGB(0, y, width, 1, null, 0, width)) {
        for (int shift : shifts) {
          values[at++] = ((color >> shift) & 0xff) / 255f;
        }
      }
    }
    return NpyArray.of(values, picture.getHeight(), width, shifts.length);
  }

  private static boolean isGray(IndexColorModel colors) {
    return IntStream.range(0, colors.getMapSize())
        .map(colors::getRGB)
        .allMatch(c -> ((c >> 16) & 0xff) == (c & 0xff) && ((c >> 8) & 0xff) == (c & 0xff));
  }
}
