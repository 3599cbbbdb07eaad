package org.stnjava.models.layer;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.core.AssignVariableOp;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReadVariableOp;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * A named resource variable of a graph.
 *
 * @param name its name, unique in the graph, such as {@code st0/localization/conv1/kernel}
 * @param shape its shape
 * @param initial its first values; empty for a variable that had a value before
 * @param handle the variable
 * @param value reads it
 * @param feed takes new values
 * @param assign stores what was fed
 */
public record Weight(
    String name,
    Shape shape,
    float[] initial,
    VarHandleOp handle,
    Operand<TFloat32> value,
    Placeholder<TFloat32> feed,
    AssignVariableOp assign) {
  /** The same weight in a copy of its graph, where the names of nodes start with a prefix. */
  Weight in(Graph copy, String prefix) {
    return new Weight(
        name,
        shape,
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
