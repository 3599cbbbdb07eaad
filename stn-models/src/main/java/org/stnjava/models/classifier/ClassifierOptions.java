package org.stnjava.models.classifier;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
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
 * @param localizationSize the most rows and columns that localization networks take, at least
 *     {@value #LEAST_LOCALIZATION}; larger feature maps are pooled for them
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
    int parameters,
    int localizationSize) {

  /** The default of {@code localizationSize}: the paper's largest images. */
  public static final int USUAL_LOCALIZATION = 60;

  private static final int LEAST_LOCALIZATION = 16;

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
    if (localizationSize < LEAST_LOCALIZATION) {
      throw new IllegalArgumentException(
          "localizationSize: expected at least %d but got %d"
              .formatted(LEAST_LOCALIZATION, localizationSize));
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
        USUAL_PARAMETERS,
        USUAL_LOCALIZATION);
  }

  /** The same options for other images. */
  ClassifierOptions withInput(ImageShape other) {
    return with(copy -> copy.input = other);
  }

  /**
   * The same options with another number of labels.
   *
   * @param number of labels of an image, at least 1
   * @return a copy
   * @throws IllegalArgumentException if it is below 1
   */
  public ClassifierOptions withLabels(int number) {
    return with(copy -> copy.labels = number);
  }

  /**
   * The same options with another transform.
   *
   * @param other the family of warps
   * @return a copy
   */
  public ClassifierOptions withTransform(Transform other) {
    return with(copy -> copy.transform = other);
  }

  /**
   * The same options with another sampler.
   *
   * @param other how transformers read their input
   * @return a copy
   */
  public ClassifierOptions withSampler(Sampler other) {
    return with(copy -> copy.sampler = other);
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
    return with(copy -> copy.parallel = other);
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
    return with(copy -> copy.output = Optional.of(Shape.of(height, width)));
  }

  /**
   * The same options with another use of θ.
   *
   * @param other whether the classifier's last layer takes θ
   * @return a copy
   */
  public ClassifierOptions withTheta(ThetaUse other) {
    return with(copy -> copy.theta = other);
  }

  /**
   * The same options with other penalties.
   *
   * @param other terms that training adds to the loss
   * @return a copy
   */
  public ClassifierOptions withPenalties(Penalties other) {
    return with(copy -> copy.penalties = other);
  }

  /**
   * The same options with another number of parameters.
   *
   * @param number of parameters, at least 1; the width that comes nearest is taken
   * @return a copy
   */
  public ClassifierOptions withParameters(int number) {
    return with(copy -> copy.parameters = number);
  }

  /**
   * The same options with another bound of what localization networks take.
   *
   * @param most rows and columns, at least {@value #LEAST_LOCALIZATION}
   * @return a copy
   */
  public ClassifierOptions withLocalizationSize(int most) {
    return with(copy -> copy.localizationSize = most);
  }

  private ClassifierOptions with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.options();
  }

  /** Options to be changed. */
  private static final class Copy {

    private final int classes;
    private ImageShape input;
    private int labels;
    private Transform transform;
    private Sampler sampler;
    private Parallel parallel;
    private Optional<Shape> output;
    private ThetaUse theta;
    private Penalties penalties;
    private int parameters;
    private int localizationSize;

    Copy(ClassifierOptions original) {
      input = original.input;
      labels = original.labels;
      classes = original.classes;
      transform = original.transform;
      sampler = original.sampler;
      parallel = original.parallel;
      output = original.output;
      theta = original.theta;
      penalties = original.penalties;
      parameters = original.parameters;
      localizationSize = original.localizationSize;
    }

    ClassifierOptions options() {
      return new ClassifierOptions(
          input,
          labels,
          classes,
          transform,
          sampler,
          parallel,
          output,
          theta,
          penalties,
          parameters,
          localizationSize);
    }
  }

  /** Rejects another number of parameters for a network of fixed size. */
  void requireUsualParameters(String name) {
    if (parameters != USUAL_PARAMETERS) {
      throw new IllegalArgumentException(
          "parameters: expected %d for %s, whose size is fixed, but got %d"
              .formatted(USUAL_PARAMETERS, name, parameters));
    }
  }

  /** Rejects images that the network's layers would reduce to less than a pixel. */
  void requireInput(String name, int least) {
    if (input.height() < least || input.width() < least) {
      throw new IllegalArgumentException(
          "%s: expected images of at least %dx%d but got %dx%d"
              .formatted(name, least, least, input.height(), input.width()));
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
