package org.stnjava.train.metric;

import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What a classifier made of a labeled set.
 *
 * <p>Labels are counted through the whole set: those of image {@code i} begin at {@code i *
 * labelsPerImage}. Where an image has one label, both numbers are the same.
 *
 * <p>A label whose logits hold NaN, or whose largest logit is infinite, is <em>undecided</em>: its
 * prediction is {@link #NONE}, its probabilities and its loss are NaN, and it counts as an error.
 * The arrays are kept, not copied.
 *
 * @param classes number of classes, at least 1
 * @param labelsPerImage how many things of an image are classified, at least 1
 * @param labels true classes of each image, {@code [n, labelsPerImage]}, each in {@code [0,
 *     classes)}, row-major
 * @param logits unnormalized log probabilities, {@code [n, labelsPerImage, classes]}, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // Large; never compared.
public record Evaluation(int classes, int labelsPerImage, int[] labels, float[] logits) {
  /** What {@link #predicted} answers for an undecided label. */
  public static final int NONE = -1;

  /** Checks that labels and logits fit the number of classes and each other. */
  public Evaluation {
    if (classes < 1) {
      throw new IllegalArgumentException("classes: expected at least 1 but got " + classes);
    }
    if (labelsPerImage < 1 || labels.length % labelsPerImage != 0) {
      throw new IllegalArgumentException(
          "labelsPerImage: expected at least 1 and a divisor of %d labels but got %d"
              .formatted(labels.length, labelsPerImage));
    }
    if (logits.length != (long) labels.length * classes) {
      throw new IllegalArgumentException(
          "logits: expected %d values for %d labels of %d classes but got %d"
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

  /**
   * What a classifier made of images of one label each.
   *
   * @param classes number of classes, at least 1
   * @param labels true class of each image, {@code [n]}, each in {@code [0, classes)}
   * @param logits unnormalized log probabilities, {@code [n, classes]}, row-major
   */
  public Evaluation(int classes, int[] labels, float[] logits) {
    this(classes, 1, labels, logits);
  }

  /**
   * Returns the same predictions beside other labels.
   *
   * @param others true classes, as many as there are
   * @return a copy that shares the logits
   */
  public Evaluation withLabels(int[] others) {
    return new Evaluation(classes, labelsPerImage, others, logits);
  }

  /** {@return the number of images} */
  public int size() {
    return labels.length / labelsPerImage;
  }

  /**
   * Returns the class of the largest logit, the lowest of several equal ones.
   *
   * @param label index of the label
   * @return the class, or {@link #NONE} if the label is undecided
   */
  public int predicted(int label) {
    int start = row(label);
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
   * @param label index of the label
   * @param c the class
   * @return probability in {@code [0, 1]}, NaN if the label is undecided
   */
  public double probability(int label, int c) {
    return Math.exp(-loss(label, c));
  }

  /**
   * Returns the cross entropy between any class and the softmax of a label's logits: the negative
   * logarithm of the class's probability.
   *
   * @param label index of the label
   * @param c the class
   * @return nats, at least 0; infinite if the class's logit is −∞, NaN if the label is undecided
   */
  public double loss(int label, int c) {
    Objects.checkIndex(c, classes);
    int best = predicted(label);
    if (best == NONE) {
      return Double.NaN;
    }
    // Shifted by the largest logit, so that nothing overflows.
    int start = row(label);
    double largest = logits[start + best];
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += Math.exp(logits[start + k] - largest);
    }
    return largest - logits[start + c] + Math.log(sum);
  }

  /**
   * Returns an image's loss, the mean cross entropy of its labels.
   *
   * @param i index of the image
   * @return nats, at least 0; infinite if a label's logit is −∞, NaN if a label is undecided
   */
  public double loss(int i) {
    return labelsOf(i).mapToDouble(label -> loss(label, labels[label])).average().orElseThrow();
  }

  /** {@return the mean of all losses in nats, NaN if there are no images or one is undecided} */
  public double meanLoss() {
    return IntStream.range(0, size()).mapToDouble(this::loss).average().orElse(Double.NaN);
  }

  /**
   * Tells whether all labels of an image are predicted.
   *
   * @param i index of the image
   * @return whether none of them is wrong
   */
  public boolean isRight(int i) {
    return labelsOf(i).allMatch(label -> predicted(label) == labels[label]);
  }

  /** {@return the number of images of which any label is wrong} */
  public int errors() {
    return (int) IntStream.range(0, size()).filter(i -> !isRight(i)).count();
  }

  /** {@return the fraction of images of which any label is wrong, NaN if there are no images} */
  public double error() {
    return size() == 0 ? Double.NaN : (double) errors() / size();
  }

  /** {@return the number of wrong labels} */
  public int labelErrors() {
    return (int)
        IntStream.range(0, labels.length)
            .filter(label -> predicted(label) != labels[label])
            .count();
  }

  /** {@return the fraction of labels that are wrong, NaN if there are no images} */
  public double labelError() {
    return size() == 0 ? Double.NaN : (double) labelErrors() / labels.length;
  }

  /** {@return the number of undecided labels} */
  public int undecided() {
    return (int)
        IntStream.range(0, labels.length).filter(label -> predicted(label) == NONE).count();
  }

  /** {@return counts as {@code [label][predicted]}; undecided labels are in no cell} */
  public int[][] confusion() {
    int[][] counts = new int[classes][classes];
    for (int label = 0; label < labels.length; label++) {
      int predicted = predicted(label);
      if (predicted != NONE) {
        counts[labels[label]][predicted]++;
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

  /**
   * Returns where an image's labels are.
   *
   * @param i index of the image
   * @return indices of labels, {@code labelsPerImage} of them
   */
  public IntStream labelsOf(int i) {
    Objects.checkIndex(i, size());
    return IntStream.range(i * labelsPerImage, (i + 1) * labelsPerImage);
  }

  private int row(int label) {
    return Objects.checkIndex(label, labels.length) * classes;
  }
}
