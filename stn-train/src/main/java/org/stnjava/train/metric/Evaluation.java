package org.stnjava.train.metric;

import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What a classifier made of a labeled set.
 *
 * <p>An image whose logits hold NaN, or whose largest logit is infinite, is <em>undecided</em>: its
 * prediction is {@link #NONE}, its probabilities and its loss are NaN, and it counts as an error.
 * The arrays are kept, not copied.
 *
 * @param classes number of classes, at least 1
 * @param labels true class of each image, {@code [n]}, each in {@code [0, classes)}
 * @param logits unnormalized log probabilities, {@code [n, classes]}, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // Large, and nobody compares two.
public record Evaluation(int classes, int[] labels, float[] logits) {
  /** What {@link #predicted} answers for an undecided image. */
  public static final int NONE = -1;

  /** Checks that labels and logits fit the number of classes. */
  public Evaluation {
    if (classes < 1) {
      throw new IllegalArgumentException("classes: expected at least 1 but got " + classes);
    }
    if (logits.length != (long) labels.length * classes) {
      throw new IllegalArgumentException(
          "logits: expected %d values for %d images of %d classes but got %d"
              .formatted((long) labels.length * classes, labels.length, classes, logits.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "labels: expected values in [0, %d) but got %d at index %d"
                .formatted(classes, labels[i], i));
      }
    }
  }

  /** {@return the number of images} */
  public int size() {
    return labels.length;
  }

  /**
   * Returns the class of the largest logit, the lowest of several equal ones.
   *
   * @param i index of the image
   * @return the class, or {@link #NONE} if the image is undecided
   */
  public int predicted(int i) {
    int start = row(i);
    int best = 0;
    for (int c = 0; c < classes; c++) {
      float logit = logits[start + c];
      if (Float.isNaN(logit)) {
        return NONE;
      }
      if (logit > logits[start + best]) {
        best = c;
      }
    }
    return Float.isInfinite(logits[start + best]) ? NONE : best;
  }

  /**
   * Returns the softmax probability of one class.
   *
   * @param i index of the image
   * @param c the class
   * @return probability in {@code [0, 1]}, NaN if the image is undecided
   */
  public double probability(int i, int c) {
    Objects.checkIndex(c, classes);
    return Math.exp(-surprise(i, c));
  }

  /**
   * Returns the cross entropy between the label and the softmax of the logits.
   *
   * @param i index of the image
   * @return nats, at least 0; infinite if the label's logit is −∞, NaN if the image is undecided
   */
  public double loss(int i) {
    return surprise(i, labels[i]);
  }

  /** {@return the mean of all losses in nats, NaN if there are no images or one is undecided} */
  public double meanLoss() {
    return IntStream.range(0, size()).mapToDouble(this::loss).average().orElse(Double.NaN);
  }

  /** {@return the number of images whose prediction is not their label} */
  public int errors() {
    return (int) IntStream.range(0, size()).filter(i -> predicted(i) != labels[i]).count();
  }

  /**
   * Counts images of several labels of which any is wrong.
   *
   * @param labelsPerImage how many consecutive rows belong to one image, a divisor of the rows
   * @return from 0 to the number of images; {@link #errors} where each image has one label
   * @throws IllegalArgumentException if the rows do not make whole images
   */
  public int wholeErrors(int labelsPerImage) {
    if (labelsPerImage < 1 || size() % labelsPerImage != 0) {
      throw new IllegalArgumentException(
          "labelsPerImage: expected at least 1 and a divisor of %d labels but got %d"
              .formatted(size(), labelsPerImage));
    }
    return (int)
        IntStream.range(0, size())
            .filter(i -> predicted(i) != labels[i])
            .map(i -> i / labelsPerImage)
            .distinct()
            .count();
  }

  /** {@return the fraction of images that are classified wrongly, NaN if there are no images} */
  public double error() {
    return size() == 0 ? Double.NaN : (double) errors() / size();
  }

  /** {@return the number of undecided images} */
  public int undecided() {
    return (int) IntStream.range(0, size()).filter(i -> predicted(i) == NONE).count();
  }

  /** {@return counts as {@code [label][predicted]}; undecided images are in no cell} */
  public int[][] confusion() {
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < size(); i++) {
      int predicted = predicted(i);
      if (predicted != NONE) {
        counts[labels[i]][predicted]++;
      }
    }
    return counts;
  }

  /** {@return the indices of all images by rising loss, undecided ones last, ties in order} */
  public int[] easiestFirst() {
    double[] losses = IntStream.range(0, size()).mapToDouble(this::loss).toArray();
    return IntStream.range(0, size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> losses[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Negative log of the softmax of class c, shifted by the largest logit so nothing overflows. */
  private double surprise(int i, int c) {
    int best = predicted(i);
    if (best == NONE) {
      return Double.NaN;
    }
    int start = row(i);
    double largest = logits[start + best];
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += Math.exp(logits[start + k] - largest);
    }
    return largest - logits[start + c] + Math.log(sum);
  }

  private int row(int i) {
    return Objects.checkIndex(i, labels.length) * classes;
  }
}
