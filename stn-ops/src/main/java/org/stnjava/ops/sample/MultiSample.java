package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.ops.interpolation.Interpolation;
import org.stnjava.ops.operand.Constants;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Fits a plane to several reads around each point.
 *
 * @param samples reads a point, at least 4
 * @param seed of the samples' positions
 */
record MultiSample(int samples, long seed) implements Antialiasing {

  MultiSample {
    if (samples < 4) {
      throw new IllegalArgumentException(
          "samples: expected at least 4, as a plane in space has 4 parameters, but got " + samples);
    }
  }

  @Override
  public <T extends TFloating, S extends TFloating> Operand<T> read(
      Ops tf, Interpolation interpolation, Operand<T> u, List<Operand<S>> points) {
    PlaneFit fit = PlaneFit.of(samples, points.size(), seed);
    Class<S> type = points.get(0).type();
    Operand<S> spread = tf.math.maximum(Footprint.of(tf, points), Constants.of(tf, type, 1));
    List<Operand<S>> around = new ArrayList<>();
    for (int axis = 0; axis < points.size(); axis++) {
      around.add(around(tf, tf.stopGradient(points.get(axis)), spread, fit.offsets(axis)));
    }
    Operand<T> rows = PixelRows.of(tf, u).read(tf, interpolation, around);
    Operand<T> reads = perSample(tf, rows, u, points.get(0));
    Operand<T> result = weighted(tf, reads, fit.height());
    for (int axis = 0; axis < points.size(); axis++) {
      Operand<T> slope = tf.stopGradient(weighted(tf, reads, fit.slope(axis)));
      Operand<T> motion = motion(tf, points.get(axis), spread, u);
      result = tf.math.add(result, tf.math.mul(motion, slope));
    }
    return result;
  }

  /** The samples of a coordinate, stacked along the grid's first axis. */
  private static <S extends TFloating> Operand<S> around(
      Ops tf, Operand<S> point, Operand<S> spread, double[] offsets) {
    List<Operand<S>> stacked = new ArrayList<>();
    for (double offset : offsets) {
      Operand<S> moved = tf.math.mul(spread, Constants.of(tf, point.type(), offset));
      stacked.add(tf.math.add(point, moved));
    }
    return tf.concat(stacked, tf.constant(1));
  }

  /** What was read, {@code [N, K, P, C]} for the P points of a grid. */
  private <T extends TFloating> Operand<T> perSample(
      Ops tf, Operand<T> rows, Operand<T> u, Operand<?> point) {
    int last = u.shape().numDimensions() - 1;
    long known = Math.max(u.shape().get(0), point.shape().get(0)); // an unknown size is -1
    return Sizes.reshape(
        tf,
        rows,
        Shape.of(known, samples, count(point.shape()), u.shape().get(last)),
        List.of(Sizes.of(tf, u, 0), tf.constant(samples), count(tf, point), Sizes.of(tf, u, last)));
  }

  private static <T extends TFloating> Operand<T> weighted(
      Ops tf, Operand<T> reads, double[] weights) {
    Shape perSample = Shape.of(1, weights.length, 1, 1);
    Operand<T> column = Constants.of(tf, reads.type(), perSample, weights);
    return tf.reduceSum(tf.math.mul(reads, column), tf.constant(1));
  }

  /** 0, of derivative 1 where the coordinate is finite, by the spread; {@code [N, P, 1]}. */
  private static <T extends TFloating, S extends TFloating> Operand<T> motion(
      Ops tf, Operand<S> point, Operand<S> spread, Operand<T> u) {
    double largest = point.type() == TFloat64.class ? Double.MAX_VALUE : Float.MAX_VALUE;
    Operand<S> finite =
        tf.select(
            tf.math.lessEqual(tf.math.abs(point), Constants.of(tf, point.type(), largest)),
            point,
            Constants.of(tf, point.type(), 0));
    Operand<S> motion = tf.math.div(tf.math.sub(finite, tf.stopGradient(finite)), spread);
    long known = Math.max(u.shape().get(0), point.shape().get(0));
    return Sizes.reshape(
        tf,
        PixelRows.cast(tf, motion, u.type()),
        Shape.of(known, count(point.shape()), 1),
        List.of(Sizes.of(tf, u, 0), count(tf, point), tf.constant(1)));
  }

  private static long count(Shape points) {
    long count = 1;
    for (int axis = 1; axis < points.numDimensions(); axis++) {
      long size = points.get(axis);
      count = size == Shape.UNKNOWN_SIZE || count < 0 ? Shape.UNKNOWN_SIZE : count * size;
    }
    return count;
  }

  private static Operand<TInt32> count(Ops tf, Operand<?> points) {
    Operand<TInt32> count = Sizes.of(tf, points, 1);
    for (int axis = 2; axis < points.shape().numDimensions(); axis++) {
      count = tf.math.mul(count, Sizes.of(tf, points, axis));
    }
    return count;
  }
}
