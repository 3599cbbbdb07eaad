package org.stnjava.data.set;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;

/** Writes small picture files. */
final class Pictures {

  private Pictures() {}

  /** A gray PNG of values that a function gives for row and column. */
  static void gray(Path file, int height, int width, IntBinaryOperator value) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.getRaster().setSample(x, y, 0, value.applyAsInt(y, x));
      }
    }
    write(image, "png", file);
  }

  /** A color PNG whose pixels a function gives as {@code 0xRRGGBB}. */
  static void color(Path file, int height, int width, IntBinaryOperator color) {
    fill(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), color, "png", file);
  }

  /** Fills an image with colors and writes it. */
  static void fill(BufferedImage image, IntBinaryOperator color, String format, Path file) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, color.applyAsInt(y, x));
      }
    }
    write(image, format, file);
  }

  static void write(BufferedImage image, String format, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      ImageIO.write(image, format, file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
