package org.stnjava.models.layer;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.AssignVariableOp;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReadVariableOp;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * A named resource variable of a graph: a weight, which is trained, or state, which is not.
 *
 * @param name its name, unique in the graph, such as {@code st0/localization/conv1/kernel}
 * @param shape its shape
 * @param trainable whether optimizers update it; false for the state of a layer
 * @param initial its initial values, row-major; empty for a variable that has a value already
 * @param handle the variable
 * @param value its value, read at any time within a step
 * @param feed placeholder for new values
 * @param assign stores the fed values
 */
public record Weight(
    String name,
    Shape shape,
    boolean trainable,
    float[] initial,
    VarHandleOp handle,
    Operand<TFloat32> value,
    Placeholder<TFloat32> feed,
    AssignVariableOp assign) {
  /**
   * Reads the variable after the control dependencies of {@code tf}.
   *
   * @param tf where to build
   * @return the value then, of {@link #shape()}
   */
  public Operand<TFloat32> read(Ops tf) {
    return tf.readVariableOp(handle, TFloat32.class);
  }

  /**
   * Stores a computed value, after the control dependencies of {@code tf}.
   *
   * @param tf where to build
   * @param next the new value, of {@link #shape()}
   * @return the operation to run
   */
  public Op update(Ops tf, Operand<TFloat32> next) {
    return tf.assignVariableOp(handle, next);
  }

  /** The same weight in a copy of its graph, where the names of nodes start with a prefix. */
  Weight in(Graph copy, String prefix) {
    return new Weight(
        name,
        shape,
        trainable,
        initial,
        new VarHandleOp(counterpart(copy, prefix, handle)),
        new ReadVariableOp<>(counterpart(copy, prefix, value)),
        new Placeholder<>(counterpart(copy, prefix, feed)),
        new AssignVariableOp(counterpart(copy, prefix, assign)));
  }

  private static Operation counterpart(Graph copy, String prefix, Op original) {
    return copy.operationOrThrow(prefix + original.op().name());
  }
}
