package org.stnjava.models.savedmodel;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.savedmodel.ModelDescription.Signature;
import org.stnjava.models.savedmodel.ModelDescription.Tensor;

/**
 * How a model classifies images.
 *
 * @param image the name of the input
 * @param input the size of the images
 * @param scores the name of the output with a number a class
 * @param labels how many things of an image are classified
 * @param classes how many there are
 */
record ClassifySignature(String image, ImageShape input, String scores, int labels, int classes) {

  /** How far the sum of probabilities may be from 1, for half-precision inside the model too. */
  private static final double SUM_TOLERANCE = 1e-2;

  /**
   * Finds the signature among those of a model.
   *
   * @param folder of the model, for messages
   * @throws IllegalArgumentException if the model does not classify images
   */
  static ClassifySignature of(Path folder, List<Signature> signatures) {
    return signatures.stream()
        .filter(signature -> signature.name().equals(Signatures.CLASSIFY))
        .flatMap(signature -> of(signature).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: expected a classifier, with float32 images [-1, H, W, C] as the one input and scores [-1, classes] or [-1, labels, classes] as an output of its signature %s, but it has the signatures %s"
                        .formatted(
                            folder,
                            Signatures.CLASSIFY,
                            signatures.stream().map(Signature::name).toList())));
  }

  private static Optional<ClassifySignature> of(Signature signature) {
    List<Tensor> images = ClassScores.ofRank(4, signature.inputs());
    if (signature.inputs().size() != 1 || images.isEmpty()) {
      return Optional.empty();
    }
    return ClassScores.of(signature).map(scores -> of(images.get(0), scores));
  }

  private static ClassifySignature of(Tensor image, Tensor scores) {
    List<Long> sizes = ClassScores.sizes(scores);
    return new ClassifySignature(
        image.name(),
        imageShape(ClassScores.sizes(image)),
        scores.name(),
        Math.toIntExact(labels(sizes)),
        Math.toIntExact(sizes.get(sizes.size() - 1)));
  }

  private static long labels(List<Long> scores) {
    return scores.size() == 2 ? 1 : scores.get(1);
  }

  static ImageShape imageShape(List<Long> shape) {
    return new ImageShape(
        Math.toIntExact(shape.get(1)),
        Math.toIntExact(shape.get(2)),
        Math.toIntExact(shape.get(3)));
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
