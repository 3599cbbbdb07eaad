package org.stnjava.train.event;

import org.tensorflow.proto.GraphDef;

/**
 * What is about to be trained.
 *
 * @param step steps done before, 0 unless a training continues
 * @param parameters how many numbers are learned
 * @param images how many images there are
 * @param graph the network with its loss and its updates
 */
public record TrainingStarted(int step, long parameters, Images images, GraphDef graph) {

  /**
   * How many images there are.
   *
   * @param train to learn from
   * @param test to test on
   */
  public record Images(int train, int test) {}
}
