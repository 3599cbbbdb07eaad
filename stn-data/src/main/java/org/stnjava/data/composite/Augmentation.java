package org.stnjava.data.composite;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Canvas;

/** A small random change that leaves an image's class as it is. */
enum Augmentation {

  /** Mirrors left and right with a probability. */
  FLIP(0.5, 1) {
    @Override
    void apply(double probability, RandomGenerator random, Canvas canvas) {
      if (random.nextDouble() >= probability) {
        return;
      }
      int channels = canvas.channels();
      int row = canvas.width() * channels;
      byte[] mirrored = new byte[row];
      for (int y = 0; y < canvas.height(); y++) {
        int start = canvas.offset() + y * row;
        for (int x = 0; x < canvas.width(); x++) {
          System.arraycopy(
              canvas.pixels(), start + x * channels, mirrored, row - (x + 1) * channels, channels);
        }
        System.arraycopy(mirrored, 0, canvas.pixels(), start, row);
      }
    }
  },

  /** Translates by up to a number of whole pixels along both axes; new pixels are background. */
  SHIFT(2, 10_000) {
    @Override
    void apply(double pixels, RandomGenerator random, Canvas canvas) {
      int most = (int) pixels;
      int down = random.nextInt(2 * most + 1) - most;
      int right = random.nextInt(2 * most + 1) - most;
      int size = canvas.height() * canvas.width() * canvas.channels();
      byte[] before = Arrays.copyOfRange(canvas.pixels(), canvas.offset(), canvas.offset() + size);
      canvas.clear();
      int copied = canvas.width() - Math.abs(right);
      for (int y = Math.max(0, down); y < canvas.height() + Math.min(0, down) && copied > 0; y++) {
        int from = ((y - down) * canvas.width() + Math.max(0, -right)) * canvas.channels();
        int to = (y * canvas.width() + Math.max(0, right)) * canvas.channels();
        System.arraycopy(
            before, from, canvas.pixels(), canvas.offset() + to, copied * canvas.channels());
      }
    }
  },

  /** Adds or subtracts up to a share of white. */
  BRIGHTNESS(0.1, 1) {
    @Override
    void apply(double share, RandomGenerator random, Canvas canvas) {
      float added = (float) (WHITE * random.nextDouble(-share, share));
      change(canvas, value -> value + added);
    }
  },

  /** Scales the differences from middle gray by up to a share, up or down. */
  CONTRAST(0.2, 1) {
    @Override
    void apply(double share, RandomGenerator random, Canvas canvas) {
      float factor = (float) random.nextDouble(1 - share, 1 + share);
      change(canvas, value -> WHITE / 2 + factor * (value - WHITE / 2));
    }
  },

  /** Adds normal noise to each value; the standard deviation is a share of white. */
  NOISE(0.05, 1) {
    @Override
    void apply(double share, RandomGenerator random, Canvas canvas) {
      change(canvas, value -> (float) (value + WHITE * share * random.nextGaussian()));
    }
  };

  private static final float WHITE = 255;

  private final double usual;
  private final double most;

  Augmentation(double usual, double most) {
    this.usual = usual;
    this.most = most;
  }

  /** Changes an image in place. */
  abstract void apply(double amount, RandomGenerator random, Canvas canvas);

  /** How much is usual. */
  double usual() {
    return usual;
  }

  /** How much is possible. */
  double most() {
    return most;
  }

  /** What becomes of a value from 0 to 255. */
  private interface Change {
    float of(float value);
  }

  private static void change(Canvas canvas, Change change) {
    int end = canvas.offset() + canvas.height() * canvas.width() * canvas.channels();
    for (int i = canvas.offset(); i < end; i++) {
      float value = change.of(canvas.pixels()[i] & 0xff);
      canvas.pixels()[i] = (byte) Math.round(Math.max(0, Math.min(WHITE, value)));
    }
  }
}
