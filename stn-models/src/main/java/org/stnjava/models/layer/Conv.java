package org.stnjava.models.layer;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.models.layer.Layers.Initialization;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A convolution, {@code [N, H, W, C]} to {@code [N, H', W', filters]}.
 *
 * <p>Weights: {@code kernel}, {@code [kernel, kernel, C, filters]}, and {@code bias}, {@code
 * [filters]}.
 *
 * @param name its name, unique in its scope
 * @param filters output channels, at least 1
 * @param kernel the kernel's height and width, at least 1
 * @param stride step of the kernel in rows and columns, at least 1
 * @param border what is done at the feature map's border
 * @param bias whether a bias is added
 * @param start initialization of its weights
 */
public record Conv(
    String name,
    int filters,
    int kernel,
    int stride,
    Border border,
    Bias bias,
    Initialization start)
    implements Layer {

  /** What a convolution does at the border of a feature map. */
  public enum Border {
    /** The kernel stays inside: H' = ⌊(H − kernel) / stride⌋ + 1. */
    VALID,
    /** Zeros around the feature map, as TensorFlow places them: H' = ⌈H / stride⌉. */
    SAME
  }

  /** Whether a bias is added. */
  public enum Bias {
    /** It is. */
    WITH,
    /** It is not, as batch normalization follows, which has its own. */
    WITHOUT
  }

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

  /** A convolution with a bias, stride 1 and no padding. */
  Conv(String name, int filters, int kernel, Initialization start) {
    this(name, filters, kernel, 1, Border.VALID, Bias.WITH, start);
  }

  /** Checks the sizes. */
  public Conv {
    require("filters", filters);
    require("kernel", kernel);
    require("stride", stride);
  }

  private static void require(String argument, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "%s: expected at least 1 but got %d".formatted(argument, value));
    }
  }

  /**
   * The same with another stride.
   *
   * @param other step of the kernel in rows and columns, at least 1
   * @return a copy
   */
  public Conv withStride(int other) {
    return new Conv(name, filters, kernel, other, border, bias, start);
  }

  /**
   * The same with zeros around the feature map, so that stride 1 keeps its size.
   *
   * @return a copy
   */
  public Conv withSameSize() {
    return new Conv(name, filters, kernel, stride, Border.SAME, bias, start);
  }

  /**
   * The same without a bias, for a layer that batch normalization follows.
   *
   * @return a copy
   */
  public Conv withoutBias() {
    return new Conv(name, filters, kernel, stride, border, Bias.WITHOUT, start);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, ModelScope scope, Operand<TFloat32> x) {
    Shape shape = x.shape();
    boolean isInside = border == Border.VALID;
    if (isInside && (shape.get(ROWS) < kernel || shape.get(COLUMNS) < kernel)) {
      throw new IllegalArgumentException(
          "%s: expected a feature map of at least %dx%d but got %s"
              .formatted(scope.prefix() + name, kernel, kernel, shape));
    }
    long channels = shape.get(CHANNELS);
    long fanIn = channels * kernel * kernel;
    ModelScope own = scope.child(name);
    Operand<TFloat32> weights =
        own.weight("kernel", Shape.of(kernel, kernel, channels, filters), start.kernel(fanIn));
    Ops here = tf.withSubScope(name);
    Operand<TFloat32> y = convolved(here, x, weights);
    return bias == Bias.WITHOUT
        ? y
        : here.nn.biasAdd(y, own.weight("bias", Shape.of(filters), start.bias(fanIn)));
  }

  private Operand<TFloat32> convolved(Ops tf, Operand<TFloat32> x, Operand<TFloat32> weights) {
    boolean pays = x.shape().get(CHANNELS) <= FEW_CHANNELS && filters >= MANY_FILTERS;
    if (stride != 1 || !pays) {
      return tf.nn.conv2d(x, weights, List.of(1L, (long) stride, (long) stride, 1L), border.name());
    }
    return productOfPatches(tf, border == Border.SAME ? padded(tf, x) : x, weights);
  }

  /** With the zeros that keep the size, one more at the end where the kernel is even. */
  private Operand<TFloat32> padded(Ops tf, Operand<TFloat32> x) {
    int before = (kernel - 1) / 2;
    int after = kernel - 1 - before;
    int[][] around = {{0, 0}, {before, after}, {before, after}, {0, 0}};
    return tf.pad(x, tf.constant(around), tf.constant(0f));
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
