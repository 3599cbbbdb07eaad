package org.stnjava.models.classifier;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.stnjava.models.layer.Mode;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.transformer.Penalties;
import org.stnjava.models.transformer.Warp;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.stnjava.ops.transform.Transform;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a named classifier is made for.
 *
 * @param input the images that it takes
 * @param labels how many things of an image it classifies, at least 1
 * @param classes how many classes of each it tells apart, at least 2
 * @param transform the family of warps of its spatial transformers, if it has any
 * @param sampler how they read their input
 * @param parallel how many of them there are, and from where on those side by side look
 * @param output the size {@code [H', W']} of what they give, or that which the network usually has
 * @param theta who gets to know what they chose
 * @param penalties what training adds to its loss for what they chose
 * @param parameters how many numbers are learned, as nearly as the width of a network allows that
 *     has one to choose; at least 1
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

  /** The paper's networks have about as many parameters. */
  public static final int USUAL_PARAMETERS = 400_000;

  /** Checks the numbers. */
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
   * Options for one thing an image, with one affine transformer and the paper's bilinear sampler.
   *
   * @param input the images
   * @param classes how many classes there are
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
   * The same options for another number of things.
   *
   * @param number how many things of an image are classified
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
   * @param other what lies outside the images, as the transformer sees them
   * @return a copy
   */
  public ClassifierOptions withPadding(Padding other) {
    return withSampler(sampler.withPadding(other));
  }

  /**
   * The same options with other transformers.
   *
   * @param other how many there are, for classifiers with transformers
   * @return a copy
   */
  public ClassifierOptions withParallel(Parallel other) {
    return new ClassifierOptions(
        input, labels, classes, transform, sampler, other, output, theta, penalties, parameters);
  }

  /**
   * The same options with another number of transformers, that start at the identity with a
   * localization network each.
   *
   * @param number how many there are, for classifiers with transformers
   * @return a copy
   * @throws IllegalArgumentException if it is below 1
   */
  public ClassifierOptions withTransformers(int number) {
    return withParallel(Parallel.of(number));
  }

  /**
   * The same options with another size of what transformers give.
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
   * @param other who gets to know it
   * @return a copy
   */
  public ClassifierOptions withTheta(ThetaUse other) {
    return new ClassifierOptions(
        input, labels, classes, transform, sampler, parallel, output, other, penalties, parameters);
  }

  /**
   * The same options with other penalties.
   *
   * @param other what training adds to its loss
   * @return a copy
   */
  public ClassifierOptions withPenalties(Penalties other) {
    return new ClassifierOptions(
        input, labels, classes, transform, sampler, parallel, output, theta, other, parameters);
  }

  /**
   * The same options for a network of another size.
   *
   * @param number how many numbers are learned, as nearly as its width allows, at least 1
   * @return a copy
   */
  public ClassifierOptions withParameters(int number) {
    return new ClassifierOptions(
        input, labels, classes, transform, sampler, parallel, output, theta, penalties, number);
  }

  /** Refuses a number of parameters where no width can be chosen. */
  void requireUsualParameters(String name) {
    if (parameters != USUAL_PARAMETERS) {
      throw new IllegalArgumentException(
          "parameters: expected %d for %s, whose size is fixed, but got %d"
              .formatted(USUAL_PARAMETERS, name, parameters));
    }
  }

  /** What training adds to its loss for what transformers chose; nothing elsewhere. */
  List<Operand<TFloat32>> penaltiesOf(Ops tf, ModelScope scope, List<Warp> warps) {
    return scope.mode() == Mode.TRAINING ? penalties.of(tf, warps) : List.of();
  }

  /** Refuses what a network cannot see: sides below what its layers leave a pixel of. */
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
