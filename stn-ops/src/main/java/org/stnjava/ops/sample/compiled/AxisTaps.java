package org.stnjava.ops.sample.compiled;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.ops.interpolation.Interpolation;
import org.stnjava.ops.interpolation.Tap;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The taps of points along one axis of their images, in a compiled function.
 *
 * @param normalized the points' coordinates, {@code [N, P]}
 * @param size the axis's pixels
 * @param taps the pixels that each point reads; a weight may be a scalar
 */
record AxisTaps(
    Operand<TFloat32> normalized, Operand<TInt32> size, List<Tap<TInt32, TFloat32>> taps) {

  /**
   * The taps along all axes, x first.
   *
   * @param image the shape of the images
   * @param points normalized coordinates, one operand an axis, x first
   */
  static List<AxisTaps> of(
      Ops tf, Interpolation interpolation, Shape image, List<Operand<TFloat32>> points) {
    List<AxisTaps> all = new ArrayList<>();
    for (int axis = 0; axis < points.size(); axis++) {
      Operand<TInt32> size =
          tf.constant(Math.toIntExact(image.get(image.numDimensions() - 2 - axis)));
      Operand<TFloat32> pixels = interpolation.toPixels(tf, points.get(axis), size);
      all.add(new AxisTaps(points.get(axis), size, interpolation.taps(tf, pixels, size)));
    }
    return all;
  }

  /**
   * The same taps, weighted by the derivatives of their weights.
   *
   * <p>All derivatives are functions of one coordinate, so TensorFlow's own are elementwise.
   */
  AxisTaps derivatives(Ops tf) {
    Graph function = (Graph) tf.scope().env();
    List<Tap<TInt32, TFloat32>> slopes = new ArrayList<>();
    for (Tap<TInt32, TFloat32> tap : taps) {
      slopes.add(new Tap<>(tap.pixel(), derivative(tf, function, tap.weight())));
    }
    return new AxisTaps(normalized, size, slopes);
  }

  private Operand<TFloat32> derivative(Ops tf, Graph function, Operand<TFloat32> weight) {
    boolean sameEverywhere = weight.shape().numDimensions() == 0;
    if (sameEverywhere) {
      return tf.zerosLike(normalized);
    }
    Output<?> slope =
        function.addGradients(weight.asOutput(), new Output<?>[] {normalized.asOutput()})[0];
    return slope.isClosed() ? tf.zerosLike(normalized) : floats(slope);
  }

  /** The sum of the weights. */
  Operand<TFloat32> coverage(Ops tf) {
    Operand<TFloat32> sum = taps.get(0).weight();
    for (Tap<TInt32, TFloat32> tap : taps.subList(1, taps.size())) {
      sum = tf.math.add(sum, tap.weight());
    }
    return sum;
  }

  @SuppressWarnings("unchecked") // a gradient has the type of its operand
  private static Operand<TFloat32> floats(Output<?> gradient) {
    return (Operand<TFloat32>) gradient;
  }
}
