package org.stnjava.train.loop;

/** Thrown when a training run ends early because its condition to stop was met. */
public final class TrainingStopped extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int step;

  TrainingStopped(int step) {
    super("stopped after step " + step);
    this.step = step;
  }

  /** {@return the number of steps that were done} */
  public int step() {
    return step;
  }
}
