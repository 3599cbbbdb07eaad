package org.stnjava.train.finetune;

import java.util.Optional;
import java.util.Set;
import org.stnjava.savedmodel.tune.TunableModel;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** Finds what of a model goes into the cross entropy. */
final class Logits {

  private static final String USUAL = "logits";

  private Logits() {}

  /**
   * Finds the logits: the named output, before its softmax if it is one.
   *
   * @throws IllegalArgumentException if there is no such output, or it is not {@code [N, classes]}
   *     or {@code [N, labels, classes]} of float32
   */
  static Output<TFloat32> of(TunableModel model, Optional<String> name) {
    String output = name.orElseGet(() -> only(model.outputs()));
    Output<?> found = beforeSoftmax(model, tensor(model, output));
    int rank = found.shape().numDimensions();
    boolean hasRank =
        found.shape().isUnknown() || rank == 2 || (rank == 3 && found.shape().get(1) >= 0);
    if (found.dataType() != DataType.DT_FLOAT || !hasRank) {
      throw new IllegalArgumentException(
          "logits: expected float32 [N, classes] or [N, labels, classes] but %s is %s %s"
              .formatted(output, found.dataType(), found.shape()));
    }
    return floats(found);
  }

  private static Output<?> tensor(TunableModel model, String output) {
    try {
      return model.tensor(output);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.valueOf(e.getMessage()).replaceFirst("^tensor", "logits"), e);
    }
  }

  @SuppressWarnings("unchecked") // the type was looked at
  private static Output<TFloat32> floats(Output<?> found) {
    return (Output<TFloat32>) found;
  }

  private static String only(Set<String> outputs) {
    if (outputs.contains(USUAL)) {
      return USUAL;
    }
    if (outputs.size() != 1) {
      throw new IllegalArgumentException(
          "logits: expected the name of one of the outputs %s but got none".formatted(outputs));
    }
    return outputs.iterator().next();
  }

  /** Cross entropy takes the softmax itself: probabilities would be flattened twice. */
  private static Output<?> beforeSoftmax(TunableModel model, Output<?> output) {
    Output<?> tensor = output;
    while (true) {
      String operation = tensor.op().type();
      if (!operation.equals("Identity") && !operation.equals("Softmax")) {
        return output;
      }
      Output<?> input = model.graph().outputOrThrow(input(model, tensor.op().name()));
      if (operation.equals("Softmax")) {
        return input;
      }
      tensor = input;
    }
  }

  private static String input(TunableModel model, String node) {
    return model.graph().toGraphDef().getNodeList().stream()
        .filter(candidate -> candidate.getName().equals(node))
        .map(NodeDef::getInputList)
        .findFirst()
        .orElseThrow()
        .get(0);
  }
}
