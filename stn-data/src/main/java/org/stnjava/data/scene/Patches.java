package org.stnjava.data.scene;

import java.util.random.RandomGenerator;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.data.set.PixelView;

/**
 * Clutter: square patches cut from images and pasted anywhere on a canvas.
 *
 * @param count how many patches, from 0
 * @param size rows and columns of a patch, at least 1
 */
public record Patches(int count, int size) {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if the count is below 0 or the size below 1
   */
  public Patches {
    if (count < 0 || size < 1) {
      throw new IllegalArgumentException(
          "patches: expected 0 or more of at least 1 pixel but got " + count + " of " + size);
    }
  }

  /**
   * Pastes all patches; each is cut from any image other than one, or from that one if it is the
   * only image.
   *
   * @param source the images
   * @param index the image not to cut from
   * @param random the source of randomness
   * @param canvas of as many channels; where a patch overlaps what is there, the brighter value
   *     remains
   * @throws IllegalArgumentException if a patch is larger than the images
   */
  public void paste(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    for (int i = 0; i < count; i++) {
      pasteOne(source, index, random, canvas);
    }
  }

  /**
   * Pastes all patches; each is cut from any image.
   *
   * @param source the images
   * @param random the source of randomness
   * @param canvas as for {@link #paste}
   * @throws IllegalArgumentException if a patch is larger than the images
   */
  public void pasteAny(LabeledImages source, RandomGenerator random, Canvas canvas) {
    for (int i = 0; i < count; i++) {
      pasteOne(source, random.nextInt(source.size()), random, canvas);
    }
  }

  private void pasteOne(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
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
    PixelView view = source.at(other);
    int from = view.offset() + (fromY * source.width() + fromX) * channels;
    int to = canvas.offset() + (toY * canvas.width() + toX) * channels;
    for (int row = 0; row < size; row++) {
      for (int i = 0; i < size * channels; i++) {
        int piece = view.pixels()[from + row * source.width() * channels + i] & 0xff;
        int at = to + row * canvas.width() * channels + i;
        canvas.pixels()[at] = (byte) Math.max(piece, canvas.pixels()[at] & 0xff);
      }
    }
  }
}
