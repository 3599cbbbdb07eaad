package org.stnjava.models.layer;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.models.layer.Layers.Start;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A convolution with a bias, stride 1, only where the kernel is all inside.
 *
 * @param name its name, unique in its scope
 * @param filters output channels
 * @param kernel the kernel's height and width
 * @param start its first values
 */
record Conv(String name, int filters, int kernel, Start start) implements Layer {

  /**
   * On so few input channels the gradients of TensorFlow's Conv2D run at a tenth of their usual
   * speed, and a product of patches is faster; see {@link #MANY_FILTERS}.
   */
  private static final int FEW_CHANNELS = 3;

  /** Below so many filters, making the patches costs more than the faster product saves. */
  private static final int MANY_FILTERS = 32;

  private static final int ROWS = 1;
  private static final int COLUMNS = 2;
  private static final int CHANNELS = 3;

  @Override
  public Operand<TFloat32> apply(Ops tf, ModelScope scope, Operand<TFloat32> x) {
    Shape shape = x.shape();
    if (shape.get(ROWS) < kernel || shape.get(COLUMNS) < kernel) {
      throw new IllegalArgumentException(
          "%s: expected a feature map of at least %dx%d but got %s"
              .formatted(scope.prefix() + name, kernel, kernel, shape));
    }
    long channels = shape.get(CHANNELS);
    long fanIn = channels * kernel * kernel;
    ModelScope own = scope.child(name);
    Operand<TFloat32> weights =
        own.weight("kernel", Shape.of(kernel, kernel, channels, filters), start.kernel(fanIn));
    Operand<TFloat32> bias = own.weight("bias", Shape.of(filters), start.bias(fanIn));
    Ops here = tf.withSubScope(name);
    Operand<TFloat32> y =
        channels <= FEW_CHANNELS && filters >= MANY_FILTERS
            ? productOfPatches(here, x, weights)
            : here.nn.conv2d(x, weights, List.of(1L, 1L, 1L, 1L), Layers.VALID);
    return here.nn.biasAdd(y, bias);
  }

  private Operand<TFloat32> productOfPatches(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> weights) {
    Operand<TFloat32> patches = shifted(tf, shifted(tf, x, COLUMNS), ROWS);
    Shape shape = patches.shape();
    long size = shape.get(CHANNELS);
    Operand<TFloat32> rows = tf.reshape(patches, tf.constant(new long[] {-1, size}));
    // A patch holds its rows one after the other, in each its columns: the order of the kernel.
    Operand<TFloat32> columns = tf.reshape(weights, tf.constant(new long[] {size, filters}));
    return tf.reshape(
        tf.linalg.matMul(rows, columns),
        tf.constant(new long[] {-1, shape.get(ROWS), shape.get(COLUMNS), filters}));
  }

  /** The feature map at each of the kernel's places along one axis, side by side as channels. */
  private Operand<TFloat32> shifted(Ops tf, Operand<TFloat32> x, int axis) {
    List<Operand<TFloat32>> places = new ArrayList<>();
    for (int place = 0; place < kernel; place++) {
      int[] begin = new int[4];
      begin[axis] = place;
      int[] size = {-1, -1, -1, -1};
      size[axis] = Math.toIntExact(x.shape().get(axis)) - kernel + 1;
      places.add(tf.slice(x, tf.constant(begin), tf.constant(size)));
    }
    return tf.concat(places, tf.constant(CHANNELS));
  }
}
