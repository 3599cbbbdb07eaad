package org.stnjava.models.classifier;

import java.util.List;
import java.util.Objects;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.localization.Start;
import org.stnjava.models.transformer.ParallelTransformers;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;

/**
 * Options of parallel transformers.
 *
 * @param transformers number of transformers, at least 1
 * @param localization whether they share a localization network
 * @param start initial θ
 */
public record Parallel(int transformers, Localization localization, Start start) {

  /** Whether transformers share a localization network. */
  public enum Localization {
    /** Each transformer has its own. */
    SEPARATE,
    /** All transformers share one. */
    SHARED
  }

  /** Checks the values. */
  public Parallel {
    Objects.requireNonNull(localization, "localization");
    Objects.requireNonNull(start, "start");
    if (transformers < 1) {
      throw new IllegalArgumentException(
          "transformers: expected at least 1 but got " + transformers);
    }
  }

  /**
   * Transformers with separate localization networks and the identity as initial θ, as in the
   * paper's experiments.
   *
   * @param transformers number of transformers, at least 1
   * @return the options
   */
  public static Parallel of(int transformers) {
    return new Parallel(transformers, Localization.SEPARATE, Start.IDENTITY);
  }

  /** Creates the transformers, with localization networks of the given features. */
  ParallelTransformers build(Layer features, GridGenerator generator, Sampler sampler) {
    List<float[]> starts = start.thetas(generator.transform(), transformers);
    return localization == Localization.SHARED
        ? ParallelTransformers.shared(features, starts, generator, sampler)
        : ParallelTransformers.separate(features, starts, generator, sampler);
  }
}
