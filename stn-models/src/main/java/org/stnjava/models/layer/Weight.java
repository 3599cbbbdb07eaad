package org.stnjava.models.layer;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.AssignVariableOp;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * A named resource variable of a graph.
 *
 * @param name its name, unique in the graph, such as {@code st0/localization/conv1/kernel}
 * @param shape its shape
 * @param initial its first values
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
    AssignVariableOp assign) {}
