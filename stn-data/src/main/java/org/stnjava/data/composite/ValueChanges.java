package org.stnjava.data.composite;

import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Canvas;

/** Random changes of an image's values, each alone or with its neighbors, in place. */
final class ValueChanges {

  private static final float WHITE = 255;

  private static final int VALUES = 256;

  /** A Gaussian's weight beyond so many standard deviations does not change a byte visibly. */
  private static final int REACH = 3;

  private ValueChanges() {}

  static void brightness(double share, RandomGenerator random, Canvas canvas) {
    float added = (float) (WHITE * random.nextDouble(-share, share));
    look(canvas, value -> value + added);
  }

  static void contrast(double share, RandomGenerator random, Canvas canvas) {
    float factor = (float) random.nextDouble(1 - share, 1 + share);
    look(canvas, value -> WHITE / 2 + factor * (value - WHITE / 2));
  }

  static void noise(double share, RandomGenerator random, Canvas canvas) {
    byte[] pixels = canvas.pixels();
    for (int i = canvas.offset(); i < end(canvas); i++) {
      pixels[i] = rounded((float) ((pixels[i] & 0xff) + WHITE * share * random.nextGaussian()));
    }
  }

  static void blur(double pixels, RandomGenerator random, Canvas canvas) {
    float[] weights = gaussian(random.nextDouble(0, pixels));
    int channels = canvas.channels();
    int row = canvas.width() * channels;
    for (int y = 0; y < canvas.height(); y++) {
      for (int channel = 0; channel < channels; channel++) {
        blur(canvas, new Line(y * row + channel, channels, canvas.width()), weights);
      }
    }
    for (int x = 0; x < row; x++) {
      blur(canvas, new Line(x, row, canvas.height()), weights);
    }
  }

  /** Values of an image at equal distances: the first one's place, the distance, the count. */
  private record Line(int first, int step, int length) {}

  private static void blur(Canvas canvas, Line line, float... weights) {
    int start = canvas.offset() + line.first();
    int[] before = new int[line.length()];
    for (int i = 0; i < before.length; i++) {
      before[i] = canvas.pixels()[start + i * line.step()] & 0xff;
    }
    for (int i = 0; i < before.length; i++) {
      float sum = weights[0] * before[i];
      for (int k = 1; k < weights.length; k++) {
        int left = before[Edge.REFLECT.index(i - k, before.length)];
        sum += weights[k] * (left + before[Edge.REFLECT.index(i + k, before.length)]);
      }
      canvas.pixels()[start + i * line.step()] = rounded(sum);
    }
  }

  /** The weights of the middle and of its neighbors on either side, which sum to 1. */
  private static float[] gaussian(double deviation) {
    float[] weights = new float[1 + (int) Math.ceil(REACH * deviation)];
    weights[0] = 1;
    float sum = 1;
    for (int k = 1; k < weights.length; k++) {
      weights[k] = (float) StrictMath.exp(-0.5 * k * k / (deviation * deviation));
      sum += 2 * weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
    return weights;
  }

  static void cutout(double share, RandomGenerator random, Canvas canvas) {
    int height = (int) Math.round(share * random.nextDouble() * canvas.height());
    int width = (int) Math.round(share * random.nextDouble() * canvas.width());
    int top = random.nextInt(canvas.height() - height + 1);
    int left = random.nextInt(canvas.width() - width + 1);
    byte[] mean = mean(canvas);
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        int to = canvas.offset() + (y * canvas.width() + x) * mean.length;
        System.arraycopy(mean, 0, canvas.pixels(), to, mean.length);
      }
    }
  }

  private static byte[] mean(Canvas canvas) {
    int pixels = canvas.height() * canvas.width();
    long[] sums = new long[canvas.channels()];
    for (int i = 0; i < pixels * sums.length; i++) {
      sums[i % sums.length] += canvas.pixels()[canvas.offset() + i] & 0xff;
    }
    byte[] mean = new byte[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = rounded((float) sums[i] / pixels);
    }
    return mean;
  }

  /** What becomes of a value from 0 to 255. */
  private interface Change {
    float of(float value);
  }

  /** Changes equal values alike, by a table. */
  private static void look(Canvas canvas, Change change) {
    byte[] table = new byte[VALUES];
    for (int value = 0; value < VALUES; value++) {
      table[value] = rounded(change.of(value));
    }
    byte[] pixels = canvas.pixels();
    for (int i = canvas.offset(); i < end(canvas); i++) {
      pixels[i] = table[pixels[i] & 0xff];
    }
  }

  private static int end(Canvas canvas) {
    return canvas.offset() + canvas.height() * canvas.width() * canvas.channels();
  }

  /** The nearest byte. */
  static byte rounded(float value) {
    return (byte) (int) (Math.max(0, Math.min(WHITE, value)) + 0.5f);
  }
}
