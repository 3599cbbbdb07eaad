package org.stnjava.models.savedmodel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Functions of single elements. */
final class ElementwiseCompositions {

  static final Map<String, Composition> ALL = new HashMap<>();

  static {
    ALL.put("Erfc", ElementwiseCompositions::erfc);
  }

  private ElementwiseCompositions() {}

  /** The value is the operation's own: 1 − erf(x) would be 0 where that is not. */
  private static List<Operand<TFloating>> erfc(Ops tf, OperationCall call) {
    Operand<TFloating> x = call.input(0);
    return call.valued(tf.math.neg(tf.math.erf(x)));
  }
}
