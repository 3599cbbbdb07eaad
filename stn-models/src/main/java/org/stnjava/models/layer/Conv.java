package org.stnjava.models.layer;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.models.layer.Layers.Initialization;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A convolution with a bias and no padding.
 *
 * @param name its name, unique in its scope
 * @param filters output channels
 * @param kernel the kernel's height and width
 * @param stride step of the kernel in rows and columns
 * @param start initialization of its weights
 */
record Conv(String name, int filters, int kernel, int stride, Initialization start)
    implements Layer {

  /**
   * On so few input channels the gradients of TensorFlow's Conv2D run at a tenth of their usual
   * speed, and a product of patches is faster; see {@link #MANY_FILTERS}.
   */
  private static final int FEW_CHANNELS = 3;

  /** With fewer filters, extracting patches costs more than the faster product saves. */
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
        stride == 1 && channels <= FEW_CHANNELS && filters >= MANY_FILTERS
            ? productOfPatches(here, x, weights)
            : here.nn.conv2d(
                x, weights, List.of(1L, (long) stride, (long) stride, 1L), Layers.VALID);
    return here.nn.biasAdd(y, bias);
  }

  private Operand<TFloat32> productOfPatches(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> weights) {
    Operand<TFloat32> patches = places(tf, places(tf, x, kernel, COLUMNS), kernel, ROWS);
    Shape shape = patches.shape();
    long size = shape.get(CHANNELS);
    Operand<TFloat32> rows = tf.reshape(patches, tf.constant(new long[] {-1, size}));
    // A patch holds its rows one after the other, in each its columns: the order of the kernel.
    Operand<TFloat32> columns = tf.reshape(weights, tf.constant(new long[] {size, filters}));
    return tf.reshape(
        tf.linalg.matMul(rows, columns),
        tf.constant(new long[] {-1, shape.get(ROWS), shape.get(COLUMNS), filters}));
  }

  /**
   * The feature map at the next {@code count} positions along an axis, concatenated on channels.
   *
   * <p>Doubling the positions needs few slices, and few sums in the gradient.
   */
  private static Operand<TFloat32> places(Ops tf, Operand<TFloat32> x, int count, int axis) {
    if (count == 1) {
      return x;
    }
    int half = count / 2;
    int length = Math.toIntExact(x.shape().get(axis)) - count + 1;
    Operand<TFloat32> some = places(tf, x, half, axis);
    List<Operand<TFloat32>> all = new ArrayList<>();
    all.add(part(tf, some, 0, length, axis));
    all.add(part(tf, some, half, length, axis));
    if (count % 2 == 1) {
      all.add(part(tf, x, 2 * half, length, axis));
    }
    return tf.concat(all, tf.constant(CHANNELS));
  }

  private static Operand<TFloat32> part(
      Ops tf, Operand<TFloat32> x, int from, int length, int axis) {
    int[] begin = new int[4];
    begin[axis] = from;
    int[] size = {-1, -1, -1, -1};
    size[axis] = length;
    return tf.slice(x, tf.constant(begin), tf.constant(size));
  }
}
