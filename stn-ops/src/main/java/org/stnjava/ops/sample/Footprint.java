package org.stnjava.ops.sample;

import java.util.List;
import org.stnjava.ops.operand.Constants;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** The distances between neighboring points of a grid. */
final class Footprint {

  private Footprint() {}

  /**
   * The distance in pixels from each point to the next one, along the axis where it is longest.
   *
   * <p>The last point of an axis takes the difference before it; a single point, and a difference
   * that is not finite, give 0. Not differentiable.
   *
   * @param points pixel coordinates, one operand an axis, each {@code [N, H', W']} or {@code [N,
   *     D', H', W']}
   * @return distances of at least 0, of the shape of one operand
   */
  static <S extends TFloating> Operand<S> of(Ops tf, List<Operand<S>> points) {
    List<Operand<S>> fixed = points.stream().<Operand<S>>map(tf::stopGradient).toList();
    Operand<S> longest = squared(tf, fixed, 1);
    for (int axis = 2; axis <= points.size(); axis++) {
      longest = tf.math.maximum(longest, squared(tf, fixed, axis));
    }
    return tf.stopGradient(tf.math.sqrt(longest));
  }

  /** Squared distances to the next point along one axis of the grid. */
  private static <S extends TFloating> Operand<S> squared(
      Ops tf, List<Operand<S>> points, int axis) {
    Class<S> type = points.get(0).type();
    Operand<TInt32> size = Sizes.of(tf, points.get(0), axis);
    Operand<TInt32> zero = tf.constant(0);
    Operand<TInt32> one = tf.constant(1);
    Operand<TInt32> last = tf.math.sub(size, one);
    Operand<TInt32> all = tf.range(zero, size, one);
    Operand<TInt32> from = tf.math.minimum(all, tf.math.maximum(tf.math.sub(last, one), zero));
    Operand<TInt32> to = tf.math.minimum(tf.math.add(all, one), last);
    List<Operand<S>> squares =
        points.stream()
            .<Operand<S>>map(
                p ->
                    tf.math.squaredDifference(
                        tf.gather(p, to, tf.constant(axis)), tf.gather(p, from, tf.constant(axis))))
            .toList();
    Operand<S> sum = tf.math.addN(squares);
    double largest = type == TFloat64.class ? Double.MAX_VALUE : Float.MAX_VALUE;
    return tf.select(
        tf.math.lessEqual(sum, Constants.of(tf, type, largest)), sum, Constants.of(tf, type, 0));
  }
}
