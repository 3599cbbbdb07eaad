package org.stnjava.models.layer;

import java.util.List;
import org.stnjava.ops.custom.CompiledFunction;
import org.stnjava.ops.custom.CustomGradients;
import org.stnjava.ops.custom.GradientContext;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Max pooling of size × size blocks.
 *
 * <p>TensorFlow's own gradient takes longer than all other operations of a small network but its
 * convolutions. The gradient here is one compiled loop that compares each pixel with the maximum of
 * its block; the first pixel that equals it gets the gradient, as in TensorFlow's.
 *
 * @param size the block's height and width
 */
record MaxPool(int size) implements Layer {

  private static final String RULE = "max_pool";

  private static final int ROWS = 1;
  private static final int COLUMNS = 2;
  private static final int CHANNELS = 3;

  static {
    CustomGradients.addRule(RULE, MaxPool::gradients);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, ModelScope scope, Operand<TFloat32> x) {
    var block = tf.constant(new int[] {1, size, size, 1});
    Operand<TFloat32> y = tf.nn.maxPool(x, block, block, Layers.VALID);
    if (!scope.mayCompile(tf)) {
      return y;
    }
    CompiledFunction gradient =
        CompiledFunction.define(
            (Graph) tf.scope().env(),
            RULE + "_gradient",
            List.of(x.shape(), y.shape(), y.shape()),
            (own, in) -> List.of(new Blocks(own, size, x.shape()).gradient(in)));
    return CustomGradients.attach(tf, RULE, y, List.of(x), List.of(gradient));
  }

  @SuppressWarnings("unchecked") // the function's type
  private static List<Operand<TFloat32>> gradients(
      Ops tf, GradientContext context, Operand<TFloat32> dy) {
    Output<?> dx =
        context.function(0).call(tf, List.of(context.input(0), context.output(), dy)).get(0);
    long[] shape = context.inputShape(0).asArray();
    shape[0] = -1;
    return List.of(tf.reshape((Operand<TFloat32>) (Output<?>) dx, tf.constant(shape)));
  }

  /** The blocks of a feature map, with separate axes for the rows and columns of each. */
  private record Blocks(Ops tf, int size, Shape x) {

    /** The gradient to x, from x, y and dy. */
    Operand<TFloat32> gradient(List<Operand<TFloat32>> in) {
      Operand<TFloat32> y = whole(in.get(1));
      Operand<TFloat32> blocks = tf.reshape(cut(in.get(0)), tf.constant(blocked(size)));
      Operand<TInt32> first = tf.constant(size * size - 1);
      for (int place = size * size - 2; place >= 0; place--) {
        first = tf.select(tf.math.equal(at(blocks, place), y), tf.constant(place), first);
      }
      Operand<TFloat32> dy = whole(in.get(2));
      Operand<TFloat32> spread = tf.select(tf.math.equal(places(), first), dy, tf.constant(0f));
      return pasted(spread);
    }

    private Operand<TFloat32> cut(Operand<TFloat32> all) {
      return tf.slice(
          all,
          tf.constant(new long[4]),
          tf.constant(new long[] {-1, rows() * size, columns() * size, -1}));
    }

    private Operand<TFloat32> whole(Operand<TFloat32> pooled) {
      return tf.reshape(pooled, tf.constant(blocked(1)));
    }

    private Operand<TFloat32> at(Operand<TFloat32> blocks, int place) {
      return tf.slice(
          blocks,
          tf.constant(new int[] {0, 0, place / size, 0, place % size, 0}),
          tf.constant(new int[] {-1, -1, 1, -1, 1, -1}));
    }

    /** The index of each position in its block. */
    private Operand<TInt32> places() {
      Operand<TInt32> numbers = tf.range(tf.constant(0), tf.constant(size * size), tf.constant(1));
      return tf.reshape(numbers, tf.constant(new int[] {1, 1, size, 1, size, 1}));
    }

    private Operand<TFloat32> pasted(Operand<TFloat32> blocks) {
      long[] flat = {-1, rows() * size, columns() * size, x.get(CHANNELS)};
      int[][] rest = {
        {0, 0},
        {0, (int) (x.get(ROWS) - rows() * size)},
        {0, (int) (x.get(COLUMNS) - columns() * size)},
        {0, 0}
      };
      return tf.pad(tf.reshape(blocks, tf.constant(flat)), tf.constant(rest), tf.constant(0f));
    }

    private long[] blocked(int side) {
      return new long[] {-1, rows(), side, columns(), side, x.get(CHANNELS)};
    }

    private long rows() {
      return x.get(ROWS) / size;
    }

    private long columns() {
      return x.get(COLUMNS) / size;
    }
  }
}
