package org.stnjava.models.classifier;

import java.util.Objects;
import org.stnjava.ops.sample.Padding;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.stnjava.ops.transform.Transform;

/**
 * What a named classifier is made for.
 *
 * @param input the images that it takes
 * @param labels how many things of an image it classifies, at least 1
 * @param classes how many classes of each it tells apart, at least 2
 * @param transform the family of warps of its spatial transformers, if it has any
 * @param sampler how they read their input
 * @param parallel how many of them look at the input side by side, and from where on
 */
public record ClassifierOptions(
    ImageShape input,
    int labels,
    int classes,
    Transform transform,
    Sampler sampler,
    Parallel parallel) {

  /** Checks the numbers. */
  public ClassifierOptions {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(transform, "transform");
    Objects.requireNonNull(sampler, "sampler");
    Objects.requireNonNull(parallel, "parallel");
    if (labels < 1) {
      throw new IllegalArgumentException("labels: expected at least 1 but got " + labels);
    }
    if (classes < 2) {
      throw new IllegalArgumentException("classes: expected at least 2 but got " + classes);
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
        input, 1, classes, new Affine(), Sampler.bilinear(), Parallel.of(1));
  }

  /**
   * The same options for another number of things.
   *
   * @param number how many things of an image are classified
   * @return a copy
   * @throws IllegalArgumentException if it is below 1
   */
  public ClassifierOptions withLabels(int number) {
    return new ClassifierOptions(input, number, classes, transform, sampler, parallel);
  }

  /**
   * The same options with another transform.
   *
   * @param other the family of warps
   * @return a copy
   */
  public ClassifierOptions withTransform(Transform other) {
    return new ClassifierOptions(input, labels, classes, other, sampler, parallel);
  }

  /**
   * The same options with another sampler.
   *
   * @param other how transformers read their input
   * @return a copy
   */
  public ClassifierOptions withSampler(Sampler other) {
    return new ClassifierOptions(input, labels, classes, transform, other, parallel);
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
   * The same options with other transformers side by side.
   *
   * @param other how many look at the input, for classifiers with transformers
   * @return a copy
   */
  public ClassifierOptions withParallel(Parallel other) {
    return new ClassifierOptions(input, labels, classes, transform, sampler, other);
  }

  /**
   * The same options with another number of transformers, a localization network each.
   *
   * @param number how many look at the input side by side, for classifiers with transformers
   * @return a copy
   * @throws IllegalArgumentException if it is below 1
   */
  public ClassifierOptions withTransformers(int number) {
    return withParallel(Parallel.of(number));
  }

  int transformers() {
    return parallel.transformers();
  }

  /** {@return the logits of an image} */
  int scores() {
    return labels * classes;
  }
}
