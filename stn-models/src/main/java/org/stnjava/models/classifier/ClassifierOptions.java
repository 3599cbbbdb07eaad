package org.stnjava.models.classifier;

import java.util.Objects;
import java.util.Optional;
import org.stnjava.models.transformer.Penalties;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.stnjava.ops.transform.Transform;
import org.tensorflow.ndarray.Shape;

/**
 * The options of a named classifier.
 *
 * @param input shape of its images
 * @param labels number of labels of an image, at least 1
 * @param classes number of classes of each label, at least 2
 * @param transform of its spatial transformers, if it has any
 * @param sampler how they read their input
 * @param parallel number and arrangement of its transformers
 * @param output size {@code [H', W']} of their outputs; empty for the network's default
 * @param theta whether the classifier's last layer takes θ
 * @param penalties terms that training adds to the loss for their θ
 * @param parameters wanted number of parameters, at least 1; networks with a variable width take
 *     the width that comes nearest
 */
public record ClassifierOptions(
    ImageShape input,
    int labels,
    int classes,
    Transform transform,
    Sampler sampler,
    Parallel parallel,
    Optional<Shape> output,
    ThetaUse theta,
    Penalties penalties,
    int parameters) {

  /** The approximate number of parameters of the paper's networks (section 4.1). */
  public static final int USUAL_PARAMETERS = 400_000;

  /** Checks the values. */
  public ClassifierOptions {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(transform, "transform");
    Objects.requireNonNull(sampler, "sampler");
    Objects.requireNonNull(parallel, "parallel");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(theta, "theta");
    Objects.requireNonNull(penalties, "penalties");
    if (labels < 1) {
      throw new IllegalArgumentException("labels: expected at least 1 but got " + labels);
    }
    if (classes < 2) {
      throw new IllegalArgumentException("classes: expected at least 2 but got " + classes);
    }
    if (parameters < 1) {
      throw new IllegalArgumentException("parameters: expected at least 1 but got " + parameters);
    }
  }

  /**
   * Options for one label an image, with one affine transformer and the paper's bilinear sampler.
   *
   * @param input the images
   * @param classes number of classes, at least 2
   * @return the options
   */
  public static ClassifierOptions of(ImageShape input, int classes) {
    return new ClassifierOptions(
        input,
        1,
        classes,
        new Affine(),
        Sampler.bilinear(),
        Parallel.of(1),
        Optional.empty(),
        ThetaUse.WARP,
        Penalties.none(),
        USUAL_PARAMETERS);
  }

  /** The same options for other images. */
  ClassifierOptions withInput(ImageShape other) {
    return new ClassifierOptions(
        other, labels, classes, transform, sampler, parallel, output, theta, penalties, parameters);
  }

  /**
   * The same options with another number of labels.
   *
   * @param number of labels of an image, at least 1
   * @return a copy
   * @throws IllegalArgumentException if it is below 1
   */
  public ClassifierOptions withLabels(int number) {
    return new ClassifierOptions(
        input, number, classes, transform, sampler, parallel, output, theta, penalties, parameters);
  }

  /**
   * The same options with another transform.
   *
   * @param other the family of warps
   * @return a copy
   */
  public ClassifierOptions withTransform(Transform other) {
    return new ClassifierOptions(
        input, labels, classes, other, sampler, parallel, output, theta, penalties, parameters);
  }

  /**
   * The same options with another sampler.
   *
   * @param other how transformers read their input
   * @return a copy
   */
  public ClassifierOptions withSampler(Sampler other) {
    return new ClassifierOptions(
        input, labels, classes, transform, other, parallel, output, theta, penalties, parameters);
  }

  /**
   * The same options with another padding.
   *
   * @param other value of the sampler outside of its input
   * @return a copy
   */
  public ClassifierOptions withPadding(Padding other) {
    return withSampler(sampler.withPadding(other));
  }

  /**
   * The same options with other transformers.
   *
   * @param other number and arrangement, for classifiers with transformers
   * @return a copy
   */
  public ClassifierOptions withParallel(Parallel other) {
    return new ClassifierOptions(
        input, labels, classes, transform, sampler, other, output, theta, penalties, parameters);
  }

  /**
   * The same options with another number of transformers, each with its own localization network
   * and the identity as initial θ.
   *
   * @param number of transformers, at least 1, for classifiers with transformers
   * @return a copy
   * @throws IllegalArgumentException if it is below 1
   */
  public ClassifierOptions withTransformers(int number) {
    return withParallel(Parallel.of(number));
  }

  /**
   * The same options with another size of the transformers' outputs.
   *
   * @param height rows H', at least 1
   * @param width columns W', at least 1
   * @return a copy
   */
  public ClassifierOptions withOutput(int height, int width) {
    return new ClassifierOptions(
        input,
        labels,
        classes,
        transform,
        sampler,
        parallel,
        Optional.of(Shape.of(height, width)),
        theta,
        penalties,
        parameters);
  }

  /**
   * The same options with another use of θ.
   *
   * @param other whether the classifier's last layer takes θ
   * @return a copy
   */
  public ClassifierOptions withTheta(ThetaUse other) {
    return new ClassifierOptions(
        input, labels, classes, transform, sampler, parallel, output, other, penalties, parameters);
  }

  /**
   * The same options with other penalties.
   *
   * @param other terms that training adds to the loss
   * @return a copy
   */
  public ClassifierOptions withPenalties(Penalties other) {
    return new ClassifierOptions(
        input, labels, classes, transform, sampler, parallel, output, theta, other, parameters);
  }

  /**
   * The same options with another number of parameters.
   *
   * @param number of parameters, at least 1; the width that comes nearest is taken
   * @return a copy
   */
  public ClassifierOptions withParameters(int number) {
    return new ClassifierOptions(
        input, labels, classes, transform, sampler, parallel, output, theta, penalties, number);
  }

  /** Rejects another number of parameters for a network of fixed size. */
  void requireUsualParameters(String name) {
    if (parameters != USUAL_PARAMETERS) {
      throw new IllegalArgumentException(
          "parameters: expected %d for %s, whose size is fixed, but got %d"
              .formatted(USUAL_PARAMETERS, name, parameters));
    }
  }

  /** Rejects output sizes that the network's layers would reduce to less than a pixel. */
  void requireOutput(String name, int least) {
    output
        .filter(size -> size.get(0) < least || size.get(1) < least)
        .ifPresent(
            size -> {
              throw new IllegalArgumentException(
                  "outputSize: expected at least %dx%d for %s but got %dx%d"
                      .formatted(least, least, name, size.get(0), size.get(1)));
            });
  }

  int transformers() {
    return parallel.transformers();
  }

  /** {@return the logits of an image} */
  int scores() {
    return labels * classes;
  }
}
