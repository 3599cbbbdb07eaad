package org.stnjava.data.distortion;

import java.util.random.RandomGenerator;
import org.stnjava.data.Canvas;
import org.stnjava.data.LabeledImages;

/** Square pieces of images, as clutter. */
final class Patches {

  private Patches() {}

  /**
   * Adds a piece, cut anywhere from any other image than one, anywhere to a canvas: the brighter
   * one shows. A source of one image gives its own.
   */
  static void paste(
      LabeledImages source, int index, int size, RandomGenerator random, Canvas canvas) {
    if (size > Math.min(source.height(), source.width())) {
      throw new IllegalArgumentException(
          "patchSize: expected at most the images' %d x %d but got %d"
              .formatted(source.height(), source.width(), size));
    }
    int others = Math.max(1, source.size() - 1);
    int other = (index + 1 + random.nextInt(others)) % source.size();
    int fromY = random.nextInt(source.height() - size + 1);
    int fromX = random.nextInt(source.width() - size + 1);
    int toY = random.nextInt(canvas.height() - size + 1);
    int toX = random.nextInt(canvas.width() - size + 1);
    int channels = source.channels();
    int from = source.offset(other) + (fromY * source.width() + fromX) * channels;
    int to = canvas.offset() + (toY * canvas.width() + toX) * channels;
    for (int row = 0; row < size; row++) {
      for (int i = 0; i < size * channels; i++) {
        int piece = source.pixels()[from + row * source.width() * channels + i] & 0xff;
        int at = to + row * canvas.width() * channels + i;
        canvas.pixels()[at] = (byte) Math.max(piece, canvas.pixels()[at] & 0xff);
      }
    }
  }
}
