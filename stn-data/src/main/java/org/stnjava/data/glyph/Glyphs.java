package org.stnjava.data.glyph;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.set.Dataset;
import org.stnjava.data.set.LabeledImages;

/**
 * Synthetic images of the digits 0 to 9 that look handwritten, in any number.
 *
 * <p>Each image is written anew: one of several ways of writing its digit, with a hand of its own
 * (slant, proportions, pen, tremor) and with unsteady strokes. The framing is MNIST's: 28 x 28
 * pixels, light ink on a dark ground, the digit fitted into 20 x 20 pixels and then moved by whole
 * pixels until its center of mass is in the middle.
 *
 * <pre>{@code
 * Dataset digits = Glyphs.dataset(1);
 * }</pre>
 */
public final class Glyphs {

  /** Rows and columns of an image. */
  public static final int SIZE = 28;

  private static final int DIGITS = 10;
  private static final int TRAIN = 20_000;
  private static final int TEST = 4_000;

  private Glyphs() {}

  /**
   * Writes images, spread over the processor's cores.
   *
   * <p>Image {@code i} depends on the seed and {@code i} alone. Every ten images, counted from the
   * first, hold each digit once, in a random order.
   *
   * @param count how many, from 0
   * @param seed decides every image
   * @return images of {@link #SIZE} x {@link #SIZE}
   * @throws IllegalArgumentException if the count is below 0 or the images would not fit into one
   *     array
   */
  public static LabeledImages images(int count, long seed) {
    int most = Integer.MAX_VALUE / (SIZE * SIZE);
    if (count < 0 || count > most) {
      throw new IllegalArgumentException(
          "count: expected 0 to " + most + " glyphs but got " + count);
    }
    byte[] pixels = new byte[count * SIZE * SIZE];
    int[] labels = new int[count];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              labels[i] = label(seed, i);
              write(labels[i], Seeds.generator(Seeds.mix(seed, i)), pixels, i * SIZE * SIZE);
            });
    return new LabeledImages(SIZE, SIZE, pixels, labels);
  }

  /**
   * Writes a data set of 20,000 images to train on and 4,000 to test on.
   *
   * @param seed decides every image
   * @return the data set, named {@code glyphs}
   */
  public static Dataset dataset(long seed) {
    return dataset(TRAIN, TEST, seed);
  }

  /**
   * Writes a data set of any size; the first images do not change when there are more.
   *
   * @param train how many images to train on, at least 1
   * @param test how many images to test on, at least 1
   * @param seed decides every image; training and test images come from seeds of their own
   * @return the data set, named {@code glyphs}
   * @throws IllegalArgumentException if a count is out of range
   */
  public static Dataset dataset(int train, int test, long seed) {
    return Dataset.of(
        "glyphs", images(train, Seeds.mix(seed, 0)), images(test, Seeds.mix(seed, 1)));
  }

  private static int label(long seed, int index) {
    int[] order = new int[DIGITS];
    // Negative parts, so that no image has the same seed.
    RandomGenerator random = Seeds.generator(Seeds.mix(seed, -1 - index / DIGITS));
    for (int i = 0; i < DIGITS; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order[index % DIGITS];
  }

  private static void write(int digit, RandomGenerator random, byte[] pixels, int offset) {
    Letterform form = Letterforms.draw(digit, random);
    WriterStyle hand = WriterStyle.draw(random);
    PenPath trace = PenPath.of(form, hand, random);
    trace.fit(hand);
    GlyphRaster ink = new GlyphRaster(hand.softness());
    ink.draw(trace);
    ink.copyCentered(pixels, offset);
  }
}
