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
 * @param classes how many classes it tells apart, at least 2
 * @param transform the family of warps of its spatial transformers, if it has any
 * @param sampler how they read their input
 * @param transformers how many of them look at the input side by side, at least 1
 */
public record ClassifierOptions(
    ImageShape input, int classes, Transform transform, Sampler sampler, int transformers) {

  /** Checks the numbers. */
  public ClassifierOptions {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(transform, "transform");
    Objects.requireNonNull(sampler, "sampler");
    if (classes < 2) {
      throw new IllegalArgumentException("classes: expected at least 2 but got " + classes);
    }
    if (transformers < 1) {
      throw new IllegalArgumentException(
          "transformers: expected at least 1 but got " + transformers);
    }
  }

  /**
   * Options with affine transformers and the paper's bilinear sampler.
   *
   * @param input the images
   * @param classes how many classes there are
   * @return the options
   */
  public static ClassifierOptions of(ImageShape input, int classes) {
    return new ClassifierOptions(input, classes, new Affine(), Sampler.bilinear(), 1);
  }

  /**
   * The same options with another transform.
   *
   * @param other the family of warps
   * @return a copy
   */
  public ClassifierOptions withTransform(Transform other) {
    return new ClassifierOptions(input, classes, other, sampler, transformers);
  }

  /**
   * The same options with another padding.
   *
   * @param other what lies outside the images, as the transformer sees them
   * @return a copy
   */
  public ClassifierOptions withPadding(Padding other) {
    return new ClassifierOptions(
        input, classes, transform, sampler.withPadding(other), transformers);
  }

  /**
   * The same options with another number of transformers.
   *
   * @param number how many look at the input side by side, for classifiers with transformers
   * @return a copy
   * @throws IllegalArgumentException if it is below 1
   */
  public ClassifierOptions withTransformers(int number) {
    return new ClassifierOptions(input, classes, transform, sampler, number);
  }
}
