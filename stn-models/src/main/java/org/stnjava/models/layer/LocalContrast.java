package org.stnjava.models.layer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * Local contrast normalization (Jarrett et al. 2009, section 2.1): subtracts the mean over all
 * channels in a Gaussian window, and divides by the standard deviation in the same window, or by
 * the image's mean of these deviations where that is larger.
 *
 * <p>At the image's border the window is cut, and its weights are scaled to a sum of 1. {@code [N,
 * H, W, C]} to the same shape; there are no weights.
 *
 * @param size the window's height and width, odd and at least 3
 */
public record LocalContrast(int size) implements Layer {

  /** How many standard deviations of the Gaussian the window is wide. */
  private static final double DEVIATIONS = 4;

  /** The least deviation to divide by: half a step of eight bits. */
  private static final float FLAT = 0.5f / 255;

  private static final List<Long> STEP = List.of(1L, 1L, 1L, 1L);

  /** Checks the size. */
  public LocalContrast {
    if (size < 3 || size % 2 == 0) {
      throw new IllegalArgumentException(
          "size: expected an odd number of at least 3 but got " + size);
    }
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, ModelScope scope, Operand<TFloat32> x) {
    Ops here = tf.withSubScope("local_contrast");
    Shape shape = x.shape();
    Operand<TFloat32> ones =
        here.fill(here.constant(new long[] {1, shape.get(1), shape.get(2), 1}), here.constant(1f));
    Operand<TFloat32> scale = here.math.reciprocal(windowed(here, ones));
    Operand<TFloat32> centered = here.math.sub(x, windowedMean(here, x, scale));
    Operand<TFloat32> variance = windowedMean(here, here.math.square(centered), scale);
    Operand<TFloat32> deviation =
        here.math.sqrt(here.math.maximum(variance, here.constant(FLAT * FLAT)));
    Operand<TFloat32> usual =
        here.math.mean(deviation, here.constant(new int[] {1, 2}), Mean.keepDims(true));
    return here.math.div(centered, here.math.maximum(deviation, usual));
  }

  private Operand<TFloat32> windowedMean(Ops tf, Operand<TFloat32> x, Operand<TFloat32> scale) {
    Operand<TFloat32> gray = tf.math.mean(x, tf.constant(3), Mean.keepDims(true));
    return tf.math.mul(windowed(tf, gray), scale);
  }

  /** The Gaussian's weighted sum along rows, then along columns, {@code [N, H, W, 1]}. */
  private Operand<TFloat32> windowed(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> weights = tf.constant(weights());
    Operand<TFloat32> column = tf.reshape(weights, tf.constant(new int[] {size, 1, 1, 1}));
    Operand<TFloat32> row = tf.reshape(weights, tf.constant(new int[] {1, size, 1, 1}));
    String same = Conv.Border.SAME.name();
    return tf.nn.conv2d(tf.nn.conv2d(x, column, STEP, same), row, STEP, same);
  }

  private float[] weights() {
    float[] weights = new float[size];
    double sigma = size / DEVIATIONS;
    for (int i = 0; i < size; i++) {
      double distance = (i - (size - 1) / 2.0) / sigma;
      weights[i] = (float) Math.exp(-distance * distance / 2);
    }
    return weights;
  }
}
