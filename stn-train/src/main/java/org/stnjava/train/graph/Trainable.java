package org.stnjava.train.graph;

import java.nio.file.Path;
import java.util.Map;

/**
 * What can be trained: a network of one's own ({@link NetworkTrainable}) or a loaded SavedModel.
 *
 * <p>A trainable builds its forward pass and its loss; {@link TrainingGraph} adds gradients and
 * updates, and the training loop runs them.
 */
public interface Trainable {

  /**
   * Returns the name in messages.
   *
   * @return a short lower-case name
   */
  String name();

  /**
   * Builds the forward pass and the loss.
   *
   * @param seed of the initial weights and of dropout
   * @return a graph of its own, <b>to be closed</b>
   * @throws IllegalArgumentException if it cannot be built
   */
  ForwardPass forward(long seed);

  /**
   * Writes a SavedModel.
   *
   * @param weights values by name, row-major, as a training run returns them
   * @param folder where to; must not exist, its parent must
   * @throws IllegalArgumentException if the weights are those of another network, or the folder
   *     exists or its parent does not
   * @throws java.io.UncheckedIOException if writing fails
   */
  void export(Map<String, float[]> weights, Path folder);
}
