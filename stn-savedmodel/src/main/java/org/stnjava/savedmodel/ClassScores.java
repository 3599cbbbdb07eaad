package org.stnjava.savedmodel;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stnjava.savedmodel.ModelDescription.Signature;
import org.stnjava.savedmodel.ModelDescription.Tensor;

/** The output of a signature that has a number for each class: logits or probabilities. */
public final class ClassScores {

  private static final Set<String> FLOATS = Set.of("float32");

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
    return of(signature, FLOATS);
  }

  /** Finds the output among those of some types. */
  static Optional<Tensor> of(Signature signature, Set<String> dtypes) {
    List<Tensor> scores = ofRank(2, signature.outputs(), dtypes);
    return named(Signatures.LOGITS, scores)
        .or(() -> named("probabilities", scores))
        .or(() -> named(Signatures.LOGITS, ofRank(3, signature.outputs(), dtypes)))
        .or(() -> scores.stream().findFirst().filter(first -> scores.size() == 1));
  }

  private static Optional<Tensor> named(String name, List<Tensor> tensors) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }

  /** Those of some types whose sizes are known but for the first. */
  static List<Tensor> ofRank(int rank, List<Tensor> tensors, Set<String> dtypes) {
    return tensors.stream()
        .filter(tensor -> dtypes.contains(tensor.dtype()))
        .filter(tensor -> sizes(tensor).size() == rank)
        .filter(tensor -> sizes(tensor).stream().skip(1).allMatch(size -> size > 0))
        .toList();
  }

  static List<Long> sizes(Tensor tensor) {
    return Stream.ofNullable(tensor.shape()).flatMap(List::stream).toList();
  }
}
