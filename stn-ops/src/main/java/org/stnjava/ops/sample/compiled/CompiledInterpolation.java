package org.stnjava.ops.sample.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stnjava.ops.interpolation.Interpolation;
import org.stnjava.ops.interpolation.Tap;
import org.stnjava.ops.operand.FanOut;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Samples and their gradients in compiled functions: the same sums as in the portable graph, with
 * all points of an image in one axis, {@code [N, P]}, over which XLA makes one loop.
 *
 * @param interpolation kernel, padding and coordinates
 * @param source where the points come from
 * @param image the shape of the images; only N may be unknown
 */
record CompiledInterpolation(Interpolation interpolation, PointSource source, Shape image) {

  /**
   * The output feature map.
   *
   * @return samples in the {@link ChannelLayout}
   */
  Operand<TFloat32> sample(Ops tf, Operand<TFloat32> u, Operand<TFloat32> argument) {
    List<AxisTaps> axes = taps(tf, argument);
    Operand<TFloat32> v = interpolated(tf, u, axes);
    Operand<TFloat32> uncovered = tf.math.sub(tf.constant(1f), coverage(tf, axes));
    return plusOutside(tf, v, uncovered);
  }

  /**
   * The gradient with respect to the source's argument.
   *
   * @param dv the gradient with respect to the output, shaped as {@link #sample} gives it
   */
  Operand<TFloat32> gradient(
      Ops tf, Operand<TFloat32> u, Operand<TFloat32> argument, Operand<TFloat32> dv) {
    List<AxisTaps> axes = taps(tf, argument);
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      List<AxisTaps> slopes = new ArrayList<>(axes);
      slopes.set(axis, axes.get(axis).derivatives(tf));
      Operand<TFloat32> uncovered = tf.math.neg(coverage(tf, slopes));
      Operand<TFloat32> slope = plusOutside(tf, interpolated(tf, u, slopes), uncovered);
      gradients.add(layout().sum(tf, tf.math.mul(dv, slope)));
    }
    return source.gradient(tf, gradients);
  }

  /** The taps along all axes, x first. */
  List<AxisTaps> taps(Ops tf, Operand<TFloat32> argument) {
    return AxisTaps.of(tf, interpolation, image, source.points(tf, argument));
  }

  private Operand<TFloat32> interpolated(Ops tf, Operand<TFloat32> u, List<AxisTaps> axes) {
    return along(tf, u, axes, images(tf, u), axes.size() - 1);
  }

  /** Interpolates along an axis and the faster ones, from the slower axes' part of the row. */
  private Operand<TFloat32> along(
      Ops tf, Operand<TFloat32> u, List<AxisTaps> axes, Operand<TInt32> slower, int axis) {
    if (axis < 0) {
      return layout().read(tf, u, slower);
    }
    Operand<TInt32> start = tf.math.mul(slower, axes.get(axis).size());
    List<Operand<TFloat32>> terms = new ArrayList<>();
    for (Tap<TInt32, TFloat32> tap : axes.get(axis).taps()) {
      Operand<TInt32> row = tf.math.add(start, tap.pixel());
      terms.add(tf.math.mul(layout().spread(tf, tap.weight()), along(tf, u, axes, row, axis - 1)));
    }
    return FanOut.sum(tf, terms);
  }

  private static Operand<TFloat32> coverage(Ops tf, List<AxisTaps> axes) {
    return axes.stream()
        .map(axis -> axis.coverage(tf))
        .reduce((a, b) -> tf.math.mul(a, b))
        .orElseThrow();
  }

  private Operand<TFloat32> plusOutside(Ops tf, Operand<TFloat32> v, Operand<TFloat32> uncovered) {
    Optional<Operand<TFloat32>> outside = interpolation.outside(tf, TFloat32.class, channels());
    return outside
        .<Operand<TFloat32>>map(
            constant ->
                tf.math.add(
                    v,
                    tf.math.mul(layout().spread(tf, uncovered), layout().perChannel(tf, constant))))
        .orElse(v);
  }

  /** The index of each image, {@code [N, 1]}. */
  static Operand<TInt32> images(Ops tf, Operand<?> batch) {
    Operand<TInt32> count = Sizes.of(tf, batch, 0);
    return tf.expandDims(tf.range(tf.constant(0), count, tf.constant(1)), tf.constant(1));
  }

  private ChannelLayout layout() {
    return new ChannelLayout(channels());
  }

  private long channels() {
    return image.get(image.numDimensions() - 1);
  }
}
