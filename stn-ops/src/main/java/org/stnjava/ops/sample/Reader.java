package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.operand.FanOut;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Reads pixel rows at points through a kernel.
 *
 * @param kernel how pixels near a point are weighted
 * @param padding what lies outside the image
 * @param coordinates where the image ends
 */
record Reader(Kernel kernel, Outside padding, PixelCoordinates coordinates) {

  /** A pixel that is read, or the slower axes' part of one: its row and its weight. */
  private record Corner<S extends TFloating>(Operand<TInt32> row, Operand<S> weight) {}

  /**
   * Reads the image.
   *
   * @param points pixel coordinates, one operand an axis, the fastest (x) first; each {@code [N,
   *     …]}
   * @return one row of channels a point, {@code [R, C]}
   */
  <T extends TFloating, S extends TFloating> Operand<T> read(
      Ops tf, PixelRows<T> image, List<Operand<S>> points) {
    List<Corner<S>> corners = corners(tf, image, points);
    List<Operand<T>> sources = FanOut.copies(tf, image.rows(), corners.size());
    List<Operand<T>> weights = new ArrayList<>();
    List<Operand<T>> terms = new ArrayList<>();
    for (Corner<S> corner : corners) {
      Operand<T> weight = asColumn(tf, Types.cast(tf, corner.weight(), image.rows().type()));
      Operand<TInt32> row = tf.reshape(corner.row(), tf.constant(new int[] {-1}));
      weights.add(weight);
      terms.add(tf.math.mul(weight, tf.gather(sources.get(terms.size()), row, tf.constant(0))));
    }
    return padding.fill(tf, FanOut.sum(tf, terms), coverage(tf, weights));
  }

  /**
   * The sum of a point's weights. They have other readers, and AddN would begin with whichever of
   * them happens to be free: the same bits every time need sums along an axis.
   */
  private static <T extends TFloating> Operand<T> coverage(Ops tf, List<Operand<T>> weights) {
    return FanOut.reduce(weights, few -> tf.reduceSum(tf.stack(few), tf.constant(0)));
  }

  /** The products of the taps of all axes, the same for every channel. */
  private <S extends TFloating> List<Corner<S>> corners(
      Ops tf, PixelRows<?> image, List<Operand<S>> points) {
    int slowest = points.size() - 1;
    List<Corner<S>> corners =
        axis(tf, image, points, slowest).stream()
            .map(read -> new Corner<>(read.index(), read.weight()))
            .toList();
    for (int axis = slowest - 1; axis >= 0; axis--) {
      corners = products(tf, corners, axis(tf, image, points, axis), image, axis);
    }
    return corners;
  }

  private static <S extends TFloating> List<Corner<S>> products(
      Ops tf, List<Corner<S>> outer, List<Axis.Read<S>> inner, PixelRows<?> image, int axis) {
    List<List<Operand<S>>> weights =
        inner.stream().map(read -> FanOut.copies(tf, read.weight(), outer.size())).toList();
    List<Corner<S>> corners = new ArrayList<>();
    for (int i = 0; i < outer.size(); i++) {
      Operand<TInt32> start = tf.math.mul(outer.get(i).row(), image.sizes().get(axis));
      Operand<TInt32> row = axis == 0 ? tf.math.add(start, image.firstRows()) : start;
      List<Operand<S>> weight = FanOut.copies(tf, outer.get(i).weight(), inner.size());
      for (int j = 0; j < inner.size(); j++) {
        corners.add(
            new Corner<>(
                tf.math.add(row, inner.get(j).index()),
                tf.math.mul(weight.get(j), weights.get(j).get(i))));
      }
    }
    return corners;
  }

  private <S extends TFloating> List<Axis.Read<S>> axis(
      Ops tf, PixelRows<?> image, List<Operand<S>> points, int axis) {
    Operand<S> pixels = points.get(axis);
    Edges<S> edges = Edges.of(tf, pixels.type(), image.sizes().get(axis), coordinates);
    return Axis.of(tf, pixels, edges, this).reads(tf, kernel);
  }

  private static <T extends TFloating> Operand<T> asColumn(Ops tf, Operand<T> planes) {
    return tf.reshape(planes, tf.constant(new int[] {-1, 1}));
  }
}
