package org.stnjava.savedmodel.graph.composition;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;

/**
 * An operation without a gradient in TensorFlow for Java, composed with {@link Ops} of operations
 * that have one.
 */
@FunctionalInterface
public interface Composition {

  /** The operations that are composed of others, by name. */
  Map<String, Composition> ALL =
      Stream.of(
              ProjectiveSampler.ALL,
              ElementwiseCompositions.ALL,
              SecondDerivatives.ALL,
              ColorCompositions.ALL,
              MatrixCompositions.ALL,
              PoolingCompositions.ALL,
              VolumeConvolutions.ALL,
              DataMovement.ALL)
          .flatMap(family -> family.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  /**
   * Builds the outputs.
   *
   * @param tf where to build
   * @param call the operation's inputs and attributes
   * @return one operand for each output of the operation
   */
  List<? extends Operand<?>> build(Ops tf, OperationCall call);
}
