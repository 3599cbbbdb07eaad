package org.stnjava.train.loop;

import org.stnjava.data.batch.BatchStream;
import org.stnjava.data.batch.Batches;
import org.stnjava.train.graph.GraphPlacement;
import org.stnjava.train.graph.Trainable;
import org.stnjava.train.graph.TrainingGraph;

/**
 * What is trained, on what, and how: what all processes of a training run have in common.
 *
 * @param trainable the network and its loss
 * @param data the batches and the test set
 * @param config how to train
 * @param fingerprint of settings and data: processes of a cluster with another one are refused
 */
public record TrainingJob(
    Trainable trainable, TrainingData data, TrainConfig config, long fingerprint) {

  /**
   * A run in one process.
   *
   * @param trainable the network and its loss
   * @param data the batches and the test set
   * @param config how to train
   */
  public TrainingJob(Trainable trainable, TrainingData data, TrainConfig config) {
    this(trainable, data, config, 0);
  }

  /**
   * Builds the training graph.
   *
   * @param placement where it runs
   * @return the graph, <b>to be closed</b>
   */
  public TrainingGraph graph(GraphPlacement placement) {
    return new TrainingGraph(trainable, config.updates(), config.seed(), placement);
  }

  /** {@return the batches of the configuration's size and seed} */
  public Batches batches() {
    return data.batches(config.batch(), config.seed());
  }

  /** {@return the batches in their order, from the first} */
  BatchStream stream() {
    return BatchStream.of(batches());
  }
}
