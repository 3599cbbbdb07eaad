package org.stnjava.ops.sample.compiled;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;

/**
 * Points of a sampling grid.
 *
 * @param argument {@code [N, H', W', 2]} or {@code [N, D', H', W', 3]}
 */
record GridPoints(Operand<TFloat32> argument) implements PointSource {

  @Override
  public List<Operand<TFloat32>> points(Ops tf, Operand<TFloat32> grid) {
    int dimensions = dimensions();
    Operand<TFloat32> rows = tf.reshape(grid, tf.constant(new long[] {-1, count(), dimensions}));
    return List.copyOf(tf.unstack(rows, (long) dimensions, Unstack.axis(2L)).output());
  }

  /** Selects the coordinates one by one: XLA compiles that to one loop, a concatenation to many. */
  @Override
  public Operand<TFloat32> gradient(Ops tf, List<Operand<TFloat32>> points) {
    List<Operand<TFloat32>> terms = new ArrayList<>();
    for (int axis = 0; axis < points.size(); axis++) {
      double[] chosen = new double[points.size()];
      chosen[axis] = 1;
      terms.add(
          tf.select(
              tf.math.greater(
                  Constants.of(tf, TFloat32.class, Shape.of(1, 1, points.size()), chosen),
                  tf.constant(0f)),
              tf.expandDims(points.get(axis), tf.constant(2)),
              tf.constant(0f)));
    }
    return tf.math.addN(terms);
  }

  private int dimensions() {
    return argument.shape().numDimensions() - 2;
  }

  private long count() {
    Shape shape = argument.shape();
    long count = 1;
    for (int axis = 1; axis <= dimensions(); axis++) {
      count *= shape.get(axis);
    }
    return count;
  }
}
