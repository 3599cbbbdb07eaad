package org.stnjava.train.event;

import org.stnjava.train.metric.EvaluationSet;
import org.tensorflow.proto.GraphDef;

/**
 * The start of a training run.
 *
 * @param step number of steps done before, 0 unless a run is resumed
 * @param parameters the number of trainable parameters
 * @param images the number of images
 * @param graph the network with its loss and its updates
 */
public record TrainingStarted(int step, long parameters, Images images, GraphDef graph) {

  /**
   * The sizes of the data sets.
   *
   * @param train number of training images
   * @param evaluated number of images of the set that is evaluated during the run
   * @param set which set that is
   */
  public record Images(int train, int evaluated, EvaluationSet set) {}
}
