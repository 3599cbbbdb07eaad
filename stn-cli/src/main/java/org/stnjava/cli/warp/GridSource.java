package org.stnjava.cli.warp;

import java.util.Arrays;
import org.stnjava.ops.grid.GridGenerator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** How the array that a command was given becomes a sampling grid. */
sealed interface GridSource permits GridSource.Given, GridSource.Generated {

  /** Builds the grid, {@code [N, H', W', 2]}. */
  <S extends TFloating> Operand<S> grid(Ops tf, Operand<S> source);

  /** The array is the grid. */
  record Given() implements GridSource {
    @Override
    public <S extends TFloating> Operand<S> grid(Ops tf, Operand<S> source) {
      return source;
    }
  }

  /**
   * The array is θ.
   *
   * @param generator makes the grid
   * @param count number N of images; one row of θ is for all of them
   */
  record Generated(GridGenerator generator, long count) implements GridSource {
    @Override
    public <S extends TFloating> Operand<S> grid(Ops tf, Operand<S> theta) {
      if (theta.shape().get(0) == count) {
        return generator.generate(tf, theta);
      }
      // The gradient of a broadcast to a shape of longs cannot be built.
      int[] rows = Arrays.stream(theta.shape().asArray()).mapToInt(Math::toIntExact).toArray();
      rows[0] = Math.toIntExact(count);
      return generator.generate(tf, tf.broadcastTo(theta, tf.constant(rows)));
    }
  }
}
