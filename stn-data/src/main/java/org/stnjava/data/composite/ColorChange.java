package org.stnjava.data.composite;

import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Canvas;

/**
 * A linear change of red, green and blue that leaves grays as they are.
 *
 * @param m row-major 3 x 3
 */
@SuppressWarnings("ArrayRecordComponent") // Lives within one image.
record ColorChange(float[] m) {

  /** Red, green and blue. */
  static final int CHANNELS = 3;

  /** Weights of red, green and blue in luma (ITU-R BT.601). */
  private static final double[] LUMA = {0.299, 0.587, 0.114};

  static void saturation(double share, RandomGenerator random, Canvas canvas) {
    double factor = random.nextDouble(1 - share, 1 + share);
    float[] m = new float[CHANNELS * CHANNELS];
    for (int i = 0; i < m.length; i++) {
      double kept = i % (CHANNELS + 1) == 0 ? factor : 0;
      m[i] = (float) (kept + (1 - factor) * LUMA[i % CHANNELS]);
    }
    new ColorChange(m).apply(canvas);
  }

  /** Rotates about (1, 1, 1) by Rodrigues' formula. */
  static void hue(double degrees, RandomGenerator random, Canvas canvas) {
    double angle = Math.toRadians(random.nextDouble(-degrees, degrees));
    double cos = StrictMath.cos(angle);
    double across = StrictMath.sin(angle) / Math.sqrt(CHANNELS);
    double along = (1 - cos) / CHANNELS;
    float same = (float) (cos + along);
    float before = (float) (along - across);
    float behind = (float) (along + across);
    new ColorChange(new float[] {same, before, behind, behind, same, before, before, behind, same})
        .apply(canvas);
  }

  private void apply(Canvas canvas) {
    byte[] pixels = canvas.pixels();
    int end = canvas.offset() + canvas.height() * canvas.width() * CHANNELS;
    for (int i = canvas.offset(); i < end; i += CHANNELS) {
      int red = pixels[i] & 0xff;
      int green = pixels[i + 1] & 0xff;
      int blue = pixels[i + 2] & 0xff;
      for (int to = 0; to < CHANNELS; to++) {
        int row = CHANNELS * to;
        pixels[i + to] =
            ValueChanges.rounded(m[row] * red + m[row + 1] * green + m[row + 2] * blue);
      }
    }
  }
}
