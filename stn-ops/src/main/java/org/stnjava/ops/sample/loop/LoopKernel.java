package org.stnjava.ops.sample.loop;

import java.util.Arrays;
import java.util.Optional;
import org.stnjava.ops.interpolation.Kernel;

/** The kernels that the loops know, with the same arithmetic as {@link Kernel#taps}. */
enum LoopKernel {
  /** One tap. */
  NEAREST(1, 1) {
    @Override
    void fill(float[] fraction, float[][] weight, float[][] slope) {
      Arrays.fill(weight[0], 1);
    }

    @Override
    void weigh(float[] fraction, float[][] weight, int points) {
      // The weight is 1 everywhere.
    }

    @Override
    void derive(float[] fraction, float[][] slope, int points) {
      // The slope is 0 everywhere.
    }
  },

  /** Two taps. */
  BILINEAR(2, 1) {
    @Override
    void fill(float[] fraction, float[][] weight, float[][] slope) {
      weight[1] = fraction;
      Arrays.fill(slope[0], -1);
      Arrays.fill(slope[1], 1);
    }

    @Override
    void weigh(float[] fraction, float[][] weight, int points) {
      float[] left = weight[0];
      for (int i = 0; i < points; i++) {
        left[i] = 1 - fraction[i];
      }
    }

    @Override
    void derive(float[] fraction, float[][] slope, int points) {
      // The slopes are -1 and 1 everywhere.
    }
  },

  /** Four taps. */
  BICUBIC(4, 2) {
    @Override
    void fill(float[] fraction, float[][] weight, float[][] slope) {
      // All change from point to point.
    }

    @Override
    void weigh(float[] fraction, float[][] weight, int points) {
      float[] first = weight[0];
      float[] second = weight[1];
      float[] third = weight[2];
      float[] fourth = weight[3];
      for (int i = 0; i < points; i++) {
        float t = fraction[i];
        float s = 1 - t;
        float tt = t * t;
        float ss = s * s;
        first[i] = A * t * ss;
        second[i] = ((A + 2) * t - (A + 3)) * tt + 1;
        third[i] = ((A + 2) * s - (A + 3)) * ss + 1;
        fourth[i] = A * s * tt;
      }
    }

    @Override
    void derive(float[] fraction, float[][] slope, int points) {
      float[] first = slope[0];
      float[] second = slope[1];
      float[] third = slope[2];
      float[] fourth = slope[3];
      for (int i = 0; i < points; i++) {
        float t = fraction[i];
        float s = 1 - t;
        first[i] = A * (s * s - 2 * t * s);
        second[i] = (3 * (A + 2) * t - 2 * (A + 3)) * t;
        third[i] = (2 * (A + 3) - 3 * (A + 2) * s) * s;
        fourth[i] = A * (2 * t * s - t * t);
      }
    }
  };

  /** The slope at distance 1, as of {@link Kernel#BICUBIC}. */
  private static final float A = -0.75f;

  /** The pixels of an axis that a point reads: {@code radius - 1} before its own, and the rest. */
  final int taps;

  /** How far they reach, in pixels. */
  final int radius;

  LoopKernel(int taps, int radius) {
    this.taps = taps;
    this.radius = radius;
  }

  /** The loops' form of a kernel; empty where they have none. */
  static Optional<LoopKernel> of(Kernel kernel) {
    if (kernel.equals(Kernel.NEAREST)) {
      return Optional.of(NEAREST);
    }
    if (kernel.equals(Kernel.BILINEAR)) {
      return Optional.of(BILINEAR);
    }
    return kernel.equals(Kernel.BICUBIC) ? Optional.of(BICUBIC) : Optional.empty();
  }

  /** Sets, once, what is the same for all points. */
  abstract void fill(float[] fraction, float[][] weight, float[][] slope);

  /**
   * Computes the weights of the taps.
   *
   * @param fraction of each point's coordinate
   * @param weight receives them, one array a tap
   */
  abstract void weigh(float[] fraction, float[][] weight, int points);

  /** Computes the derivatives of the weights, likewise. */
  abstract void derive(float[] fraction, float[][] slope, int points);
}
