package org.stnjava.train.loop;

import java.util.Optional;
import org.stnjava.data.batch.Batch;

/** Makes a training run's steps one after the other, <b>to be closed</b>. */
public interface StepRunner extends AutoCloseable {

  /**
   * Makes the next step.
   *
   * @param learningRate of this step
   * @return its result
   */
  Step next(double learningRate);

  @Override
  void close();

  /**
   * What a step gave.
   *
   * @param loss the mean loss of the step's examples before the update
   * @param batch the step's examples; absent if other processes took them
   */
  record Step(float loss, Optional<Batch> batch) {}
}
