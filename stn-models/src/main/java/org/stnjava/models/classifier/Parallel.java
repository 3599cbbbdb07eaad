package org.stnjava.models.classifier;

import java.util.List;
import java.util.Objects;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.localization.Start;
import org.stnjava.models.transformer.ParallelTransformers;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;

/**
 * Transformers side by side.
 *
 * @param transformers how many look at the input, at least 1
 * @param localization whether they share their localization network
 * @param start where they look at first
 */
public record Parallel(int transformers, Localization localization, Start start) {

  /** Whose a localization network is. */
  public enum Localization {
    /** Each transformer has one of its own. */
    SEPARATE,
    /** All transformers have one together. */
    SHARED
  }

  /** Checks the number. */
  public Parallel {
    Objects.requireNonNull(localization, "localization");
    Objects.requireNonNull(start, "start");
    if (transformers < 1) {
      throw new IllegalArgumentException(
          "transformers: expected at least 1 but got " + transformers);
    }
  }

  /**
   * Transformers of their own that all start at the whole image, as in the paper's experiments.
   *
   * @param transformers how many
   * @return the transformers
   */
  public static Parallel of(int transformers) {
    return new Parallel(transformers, Localization.SEPARATE, Start.IDENTITY);
  }

  /** The transformers themselves, with localization networks of the same features. */
  ParallelTransformers build(Layer features, GridGenerator generator, Sampler sampler) {
    List<float[]> starts = start.thetas(generator.transform(), transformers);
    return localization == Localization.SHARED
        ? ParallelTransformers.shared(features, starts, generator, sampler)
        : ParallelTransformers.separate(features, starts, generator, sampler);
  }
}
