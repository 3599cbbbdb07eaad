package org.stnjava.savedmodel.classify;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.export.Signatures;

/**
 * How a model classifies images.
 *
 * @param name of the signature
 * @param image the input that takes the images
 * @param scores the name of the output with a score for each class
 * @param labels how many labels an image has
 * @param classes how many there are
 */
record ClassifySignature(
    String name, TensorDescription image, String scores, int labels, int classes) {

  /** How far the sum of probabilities may be from 1, for half-precision inside the model too. */
  private static final double SUM_TOLERANCE = 1e-2;

  private static final Set<String> FLOATS = Set.of("float16", "bfloat16", "float32", "float64");

  /**
   * Finds the signature among those of a model.
   *
   * @throws IllegalArgumentException if the model does not classify images, or which signature or
   *     output does is not clear; the message begins with the argument and a colon
   */
  static ClassifySignature of(List<SignatureDescription> signatures, ImageCallOptions options) {
    SignatureDescription signature = signature(signatures, options.signature());
    TensorDescription image = image(signature);
    TensorDescription scores =
        options.logits().map(name -> named(signature, name)).orElseGet(() -> scores(signature));
    List<Long> sizes = ClassScores.sizes(scores);
    if (sizes.get(sizes.size() - 1) < 2) {
      throw new IllegalArgumentException(
          "logits: expected scores of 2 classes or more but %s is %s"
              .formatted(scores.name(), scores.typeAndShape()));
    }
    return new ClassifySignature(
        signature.name(),
        image,
        scores.name(),
        Math.toIntExact(sizes.size() == 2 ? 1 : sizes.get(1)),
        Math.toIntExact(sizes.get(sizes.size() - 1)));
  }

  private static SignatureDescription signature(
      List<SignatureDescription> signatures, Optional<String> wanted) {
    String name = wanted.orElse(Signatures.CLASSIFY);
    return signatures.stream()
        .filter(signature -> signature.name().equals(name))
        .findFirst()
        .or(
            () ->
                wanted.isEmpty() && signatures.size() == 1
                    ? Optional.of(signatures.get(0))
                    : Optional.empty())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "signature: expected one of %s but got %s"
                        .formatted(
                            signatures.stream().map(SignatureDescription::name).toList(),
                            wanted.map(text -> "'" + text + "'").orElse("none"))));
  }

  private static TensorDescription image(SignatureDescription signature) {
    List<TensorDescription> inputs = signature.requiredInputs();
    if (inputs.size() != 1 || !signature.feeds().isEmpty() || !ImageInput.isOne(inputs.get(0))) {
      String feeds =
          signature.feeds().isEmpty() ? "" : " and needs " + described(signature.feeds());
      throw new IllegalArgumentException(
          "signature: expected a classifier, with numbers [-1, H, W, C], [-1, H, W] or [-1, pixels] as its one input, but %s takes %s%s"
              .formatted(signature.name(), described(inputs), feeds));
    }
    return inputs.get(0);
  }

  private static TensorDescription scores(SignatureDescription signature) {
    return ClassScores.of(signature, FLOATS)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "logits: expected the name of the output with scores [-1, classes] or [-1, labels, classes] of signature %s but got none, and cannot tell among %s"
                        .formatted(signature.name(), described(signature.outputs()))));
  }

  private static TensorDescription named(SignatureDescription signature, String name) {
    boolean isThere = signature.outputs().stream().anyMatch(out -> out.name().equals(name));
    if (!isThere) {
      throw new IllegalArgumentException(
          "logits: expected an output of signature %s, one of %s, but got '%s'"
              .formatted(
                  signature.name(),
                  signature.outputs().stream().map(TensorDescription::name).toList(),
                  name));
    }
    TensorDescription output = signature.output(name);
    if (ClassScores.ofRank(2, List.of(output), FLOATS).isEmpty()
        && ClassScores.ofRank(3, List.of(output), FLOATS).isEmpty()) {
      throw new IllegalArgumentException(
          "logits: expected floats [-1, classes] or [-1, labels, classes] but %s is %s"
              .formatted(name, output.typeAndShape()));
    }
    return output;
  }

  private static List<String> described(List<TensorDescription> tensors) {
    return tensors.stream().map(tensor -> tensor.name() + " " + tensor.typeAndShape()).toList();
  }

  /** Makes logits of the scores: the logarithms if every row is a distribution. */
  float[] logits(float[] values) {
    if (scores.equals(Signatures.LOGITS) || !areProbabilities(values)) {
      return values;
    }
    float[] logits = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      logits[i] = (float) Math.log(Math.max(values[i], Float.MIN_NORMAL));
    }
    return logits;
  }

  private boolean areProbabilities(float... values) {
    for (int row = 0; row < values.length; row += classes) {
      double sum = 0;
      for (int i = row; i < row + classes; i++) {
        if (!(values[i] >= 0)) {
          return false;
        }
        sum += values[i];
      }
      if (Math.abs(sum - 1) > SUM_TOLERANCE) {
        return false;
      }
    }
    return true;
  }
}
