package org.stnjava.spark;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Pictures of random pixels, 6 high and 8 wide unless they say so. */
final class Pictures {

  private Pictures() {}

  /** Gray levels from 0 to 255, row-major. */
  static List<int[]> levels(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, count)
        .mapToObj(i -> random.ints(Models.HEIGHT * Models.WIDTH, 0, 256).toArray())
        .toList();
  }

  /** The levels as floats in [0, 1]. */
  static float[] floats(int[] levels) {
    float[] floats = new float[levels.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = levels[i] / 255f;
    }
    return floats;
  }

  /** A gray PNG file. */
  static byte[] png(int[] levels) {
    BufferedImage image =
        new BufferedImage(Models.WIDTH, Models.HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, Models.WIDTH, Models.HEIGHT, levels);
    return file(image, "png");
  }

  /** A file of any picture. */
  static byte[] file(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
