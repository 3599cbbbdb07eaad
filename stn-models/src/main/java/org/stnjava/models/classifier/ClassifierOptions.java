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
 */
public record ClassifierOptions(
    ImageShape input, int classes, Transform transform, Sampler sampler) {

  /** Checks the number of classes. */
  public ClassifierOptions {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(transform, "transform");
    Objects.requireNonNull(sampler, "sampler");
    if (classes < 2) {
      throw new IllegalArgumentException("classes: expected at least 2 but got " + classes);
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
    return new ClassifierOptions(input, classes, new Affine(), Sampler.bilinear());
  }

  /**
   * The same options with another transform.
   *
   * @param other the family of warps
   * @return a copy
   */
  public ClassifierOptions withTransform(Transform other) {
    return new ClassifierOptions(input, classes, other, sampler);
  }

  /**
   * The same options with another padding.
   *
   * @param other what lies outside the images, as the transformer sees them
   * @return a copy
   */
  public ClassifierOptions withPadding(Padding other) {
    return new ClassifierOptions(input, classes, transform, sampler.withPadding(other));
  }
}
