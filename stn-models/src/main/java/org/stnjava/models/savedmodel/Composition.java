package org.stnjava.models.savedmodel;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;

/**
 * An operation that TensorFlow for Java cannot differentiate, written with {@link Ops} as others
 * that it can.
 */
@FunctionalInterface
interface Composition {

  /**
   * Builds the outputs.
   *
   * @param tf where to build
   * @param call the operation's inputs and attributes
   * @return one operand for each output of the operation
   */
  List<? extends Operand<?>> build(Ops tf, OperationCall call);
}
