package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The pixels that points read along one axis of their images, for compiled functions.
 *
 * @param normalized the points' coordinates, {@code [N, P]}
 * @param size the axis's pixels
 * @param taps the pixels that each point reads
 */
record Reads(Operand<TFloat32> normalized, Operand<TInt32> size, List<Tap> taps) {

  /**
   * One of the pixels.
   *
   * @param index in the image
   * @param weight what it counts; 0 where it must not be read
   */
  record Tap(Operand<TInt32> index, Operand<TFloat32> weight) {}

  /**
   * The reads along all axes, x first.
   *
   * @param image the shape of the images
   * @param points normalized coordinates, one operand an axis, x first
   */
  static List<Reads> of(Ops tf, Sampler sampler, Shape image, List<Operand<TFloat32>> points) {
    Reader reader = sampler.reader();
    List<Reads> all = new ArrayList<>();
    for (int axis = 0; axis < points.size(); axis++) {
      Operand<TInt32> size =
          tf.constant(Math.toIntExact(image.get(image.numDimensions() - 2 - axis)));
      Operand<TFloat32> pixels = sampler.toPixels(tf, points.get(axis), size);
      Edges<TFloat32> edges = Edges.of(tf, TFloat32.class, size, sampler.coordinates());
      List<Tap> taps =
          Axis.of(tf, pixels, edges, reader).reads(tf, sampler.kernel()).stream()
              .map(read -> new Tap(read.index(), read.weight()))
              .toList();
      all.add(new Reads(points.get(axis), size, taps));
    }
    return all;
  }

  /**
   * The same reads, with the derivatives of the weights in their place.
   *
   * <p>All derivatives are functions of one coordinate, so TensorFlow's own are elementwise.
   */
  Reads derivatives(Ops tf) {
    Graph function = (Graph) tf.scope().env();
    List<Tap> slopes = new ArrayList<>();
    for (Tap tap : taps) {
      slopes.add(new Tap(tap.index(), derivative(tf, function, tap.weight())));
    }
    return new Reads(normalized, size, slopes);
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
    for (Tap tap : taps.subList(1, taps.size())) {
      sum = tf.math.add(sum, tap.weight());
    }
    return sum;
  }

  @SuppressWarnings("unchecked") // a gradient has the type of its operand
  private static Operand<TFloat32> floats(Output<?> gradient) {
    return (Operand<TFloat32>) gradient;
  }
}
