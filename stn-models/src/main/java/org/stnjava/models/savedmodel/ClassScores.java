package org.stnjava.models.savedmodel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stnjava.models.savedmodel.ModelDescription.Signature;
import org.stnjava.models.savedmodel.ModelDescription.Tensor;

/** The output of a signature that has a number for each class: logits or probabilities. */
public final class ClassScores {

  private static final String FLOATS = "float32";

  private ClassScores() {}

  /**
   * Finds the output.
   *
   * @param signature of any model
   * @return {@code logits} or else {@code probabilities} of {@code [-1, classes]}; {@code logits}
   *     of {@code [-1, labels, classes]}; the one output of {@code [-1, classes]}, whatever its
   *     name; empty if there is none of these with {@code float32} and known sizes
   */
  public static Optional<Tensor> of(Signature signature) {
    List<Tensor> scores = ofRank(2, signature.outputs());
    return named(Signatures.LOGITS, scores)
        .or(() -> named("probabilities", scores))
        .or(() -> named(Signatures.LOGITS, ofRank(3, signature.outputs())))
        .or(() -> scores.stream().findFirst().filter(first -> scores.size() == 1));
  }

  private static Optional<Tensor> named(String name, List<Tensor> tensors) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }

  /** Those of floats whose sizes are known but for the first. */
  static List<Tensor> ofRank(int rank, List<Tensor> tensors) {
    return tensors.stream()
        .filter(tensor -> tensor.dtype().equals(FLOATS))
        .filter(tensor -> sizes(tensor).size() == rank)
        .filter(tensor -> sizes(tensor).stream().skip(1).allMatch(size -> size > 0))
        .toList();
  }

  static List<Long> sizes(Tensor tensor) {
    return Stream.ofNullable(tensor.shape()).flatMap(List::stream).toList();
  }
}
