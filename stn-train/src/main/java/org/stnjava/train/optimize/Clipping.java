package org.stnjava.train.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Bounds of the gradients: of each number first, then of all numbers together.
 *
 * @param clipValue the largest absolute value of a gradient, at least 0; 0 for no bound
 * @param clipNorm the largest length of all gradients as one vector, at least 0; 0 for no bound
 */
public record Clipping(double clipValue, double clipNorm) {

  /** No bounds. */
  public static final Clipping NONE = new Clipping(0, 0);

  /** What PyTorch adds to the length before it divides by it. */
  private static final float EPSILON = 1e-6f;

  /** Checks the bounds. */
  public Clipping {
    Ranges.requireAtLeastZero("clipValue", clipValue);
    Ranges.requireAtLeastZero("clipNorm", clipNorm);
  }

  /**
   * Bounds gradients.
   *
   * @param tf where to build
   * @param parameters all weights that are trained
   * @return the same weights with bounded gradients
   */
  public List<WeightGradient> clip(Ops tf, List<WeightGradient> parameters) {
    List<WeightGradient> clipped = parameters;
    if (clipValue > 0) {
      Operand<TFloat32> bound = tf.constant((float) clipValue);
      clipped = replaced(clipped, gradient -> tf.clipByValue(gradient, tf.math.neg(bound), bound));
    }
    if (clipNorm > 0 && !clipped.isEmpty()) {
      Operand<TFloat32> factor =
          tf.math.minimum(
              tf.math.div(
                  tf.constant((float) clipNorm),
                  tf.math.add(norm(tf, clipped), tf.constant(EPSILON))),
              tf.constant(1f));
      clipped = replaced(clipped, gradient -> tf.math.mul(gradient, factor));
    }
    return clipped;
  }

  /**
   * The length of gradients as one vector.
   *
   * @param tf where to build
   * @param parameters weights with their gradients, at least one
   * @return a scalar
   */
  public static Operand<TFloat32> norm(Ops tf, List<WeightGradient> parameters) {
    List<Operand<TFloat32>> squares = new ArrayList<>();
    for (WeightGradient parameter : parameters) {
      Operand<TFloat32> row = tf.reshape(parameter.gradient(), tf.constant(new int[] {-1}));
      squares.add(tf.reduceSum(tf.math.square(row), tf.constant(0)));
    }
    return tf.math.sqrt(tf.reduceSum(tf.stack(squares), tf.constant(0)));
  }

  private static List<WeightGradient> replaced(
      List<WeightGradient> parameters, UnaryOperator<Operand<TFloat32>> bounded) {
    return parameters.stream()
        .map(p -> new WeightGradient(p.weight(), bounded.apply(p.gradient())))
        .toList();
  }
}
