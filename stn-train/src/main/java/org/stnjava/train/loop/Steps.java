package org.stnjava.train.loop;

/** Makes a training's updates one after the other, <b>to be closed</b>. */
public interface Steps extends AutoCloseable {

  /**
   * Makes the next update.
   *
   * @param learningRate of this update
   * @param times takes note of where the time goes
   * @return the mean loss of the step's images before it
   */
  float next(double learningRate, StepTimes times);

  @Override
  void close();
}
