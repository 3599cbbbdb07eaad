package org.stnjava.savedmodel.tune;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.transformer.ParallelTransformers;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.models.transformer.Transformers;

/**
 * Spatial transformers before a loaded model: they read an image, and the model reads what they
 * give.
 *
 * <pre>{@code
 * Front.of("image", transformer).reading(new ImageShape(40, 60, 1))
 * Front.of("image", ParallelTransformers.separate(List.of(left, right)), Front.Join.BATCH)
 * }</pre>
 *
 * @param input the signature's input whose place the outputs take, float32 {@code [N, H, W, C]}
 * @param transformers K spatial transformers, whose outputs have one size
 * @param join how the K outputs become one input
 * @param image the size of the image that the transformers read; by default that of the input
 */
public record Front(
    String input, Transformers transformers, Join join, Optional<ImageShape> image) {

  /** How the outputs of several transformers become one input, images {@code [N, H, W, C]}. */
  public enum Join {
    /**
     * K rows for each image: the model reads {@code [N·K, H, W, C]}, row {@code n·K + k} is the
     * output of transformer k for image n, and the signature's outputs have K rows for each image.
     * A head reads the K rows of an image as one, {@code [N, …, K·F]}.
     */
    BATCH,

    /** One row for each image: C is the sum of the outputs' channels, in their order. */
    CHANNELS
  }

  /** Checks that nothing is missing and that there is a transformer. */
  public Front {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(join, "join");
    Objects.requireNonNull(image, "image");
    if (transformers.count() < 1) {
      throw new IllegalArgumentException("transformers: expected at least 1 but got 0");
    }
  }

  /**
   * One transformer before a model.
   *
   * @param input the signature's input whose place the output takes
   * @param transformer gives images of the size that the input has
   * @return the front
   */
  public static Front of(String input, SpatialTransformer transformer) {
    return of(input, ParallelTransformers.separate(List.of(transformer)), Join.CHANNELS);
  }

  /**
   * Several transformers of one image before a model.
   *
   * @param input the signature's input whose place the outputs take
   * @param transformers give images of the size that the input has, or a part of its channels
   * @param join how the outputs become one input
   * @return the front
   */
  public static Front of(String input, Transformers transformers, Join join) {
    return new Front(input, transformers, join, Optional.empty());
  }

  /**
   * The same front for images of another size than the model's.
   *
   * @param size of one image
   * @return a copy
   */
  public Front reading(ImageShape size) {
    return new Front(input, transformers, join, Optional.of(size));
  }
}
