package org.stnjava.models.classifier;

import java.util.List;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.transformer.ParallelTransformers;
import org.stnjava.models.transformer.Transformers;

/**
 * A part of a network: transformers, and the layer that gets what they saw.
 *
 * @param transformers what warps the part's input, if anything does
 * @param layer what comes behind them
 */
record Stage(Transformers transformers, Layer layer) {

  static final Transformers NO_TRANSFORMERS = ParallelTransformers.separate(List.of());

  /** A part without transformers. */
  static Stage of(Layer layer) {
    return new Stage(NO_TRANSFORMERS, layer);
  }
}
