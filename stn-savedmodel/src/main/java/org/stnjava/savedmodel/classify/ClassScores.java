package org.stnjava.savedmodel.classify;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.export.Signatures;

/** The output of a signature that holds a score for each class: logits or probabilities. */
public final class ClassScores {

  private static final Set<String> FLOATS = Set.of("float32");

  private ClassScores() {}

  /**
   * Finds the output.
   *
   * @param signature of any model
   * @return {@code logits} or else {@code probabilities} of {@code [-1, classes]}; {@code logits}
   *     of {@code [-1, labels, classes]}; the one output of {@code [-1, classes]}, of any name;
   *     empty if there is none of these with {@code float32} and known sizes
   */
  public static Optional<TensorDescription> of(SignatureDescription signature) {
    return of(signature, FLOATS);
  }

  /** Finds the output among those of some types. */
  static Optional<TensorDescription> of(SignatureDescription signature, Set<String> dtypes) {
    List<TensorDescription> scores = ofRank(2, signature.outputs(), dtypes);
    return named(Signatures.LOGITS, scores)
        .or(() -> named("probabilities", scores))
        .or(() -> named(Signatures.LOGITS, ofRank(3, signature.outputs(), dtypes)))
        .or(() -> scores.stream().findFirst().filter(first -> scores.size() == 1));
  }

  private static Optional<TensorDescription> named(String name, List<TensorDescription> tensors) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }

  /** Those of some types whose sizes are known but for the first. */
  static List<TensorDescription> ofRank(
      int rank, List<TensorDescription> tensors, Set<String> dtypes) {
    return tensors.stream()
        .filter(tensor -> dtypes.contains(tensor.dtype()))
        .filter(tensor -> sizes(tensor).size() == rank)
        .filter(tensor -> sizes(tensor).stream().skip(1).allMatch(size -> size > 0))
        .toList();
  }

  static List<Long> sizes(TensorDescription tensor) {
    return Stream.ofNullable(tensor.shape()).flatMap(List::stream).toList();
  }
}
