package org.stnjava.savedmodel.layer;

import org.stnjava.models.layer.Initializer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A variable of floats of a loaded model, with the value that it was loaded with.
 *
 * @param name its name in Python
 * @param shape its shape
 * @param values row-major, one for each element
 * @param trained whether it becomes a weight; otherwise it becomes state
 */
record ImportedVariable(String name, Shape shape, float[] values, boolean trained) {

  ImportedVariable frozen() {
    return new ImportedVariable(name, shape, values, false);
  }

  /** The value of the variable of a scope, which is created at the first call. */
  Operand<TFloat32> in(ModelScope scope) {
    return trained ? scope.weight(name, shape, Initializer.of(values)) : stateIn(scope).value();
  }

  /** The variable of a scope, which is not trained. */
  Weight stateIn(ModelScope scope) {
    return scope.state(name, shape, Initializer.of(values));
  }
}
