package org.stnjava.train.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as 8-bit PNG inside a {@code data:} address. */
final class PngUri {
  private static final int WHITE = 255;

  private PngUri() {}

  static String of(Picture picture) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(picture));
  }

  /** The picture with 8 bits a channel. */
  static BufferedImage image(Picture picture) {
    BufferedImage image =
        new BufferedImage(
            picture.width(),
            picture.height(),
            picture.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
    int[] levels = new int[picture.values().length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Math.round(WHITE * Math.max(0, Math.min(1, picture.values()[i])));
    }
    image.getRaster().setPixels(0, 0, picture.width(), picture.height(), levels);
    return image;
  }

  private static byte[] png(Picture picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // A stream of our own: ImageIO would otherwise put a cache file into the temporary folder.
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image(picture), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture cannot be encoded as PNG", e);
    }
    return bytes.toByteArray();
  }
}
