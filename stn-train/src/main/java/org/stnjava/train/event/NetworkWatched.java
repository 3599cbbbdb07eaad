package org.stnjava.train.event;

import java.util.List;
import java.util.Optional;
import org.stnjava.data.set.LabeledImages;

/**
 * A look at a network in training: what its transformers do to the same few test images each time.
 *
 * @param step steps done so far
 * @param images the input, if it is images with class indices
 * @param transformers what each transformer did, in the network's order
 * @param gradients what the weights would learn from these images
 */
public record NetworkWatched(
    int step,
    Optional<LabeledImages> images,
    List<WatchedTransformer> transformers,
    WatchedGradients gradients) {

  /** Takes a copy of the list. */
  public NetworkWatched {
    transformers = List.copyOf(transformers);
  }
}
