package org.stnjava.train.optimize;

/**
 * How the learning rate changes in the course of a training.
 *
 * <p>A function of the share that is done, so that it fits budgets in steps, epochs and minutes.
 */
public enum Schedule {
  /** Always the same. */
  CONSTANT {
    @Override
    double factor(double done) {
      return 1;
    }
  },

  /** A tenth after each third, as the paper's 150,000 iterations do. */
  STEP {
    @Override
    double factor(double done) {
      return Math.pow(0.1, Math.min(2, Math.floor(3 * done)));
    }
  },

  /** Half a cosine down to nothing (Loshchilov and Hutter 2017, equation 5). */
  COSINE {
    @Override
    double factor(double done) {
      return (1 + Math.cos(Math.PI * done)) / 2;
    }
  };

  abstract double factor(double done);

  /**
   * The learning rate at a moment.
   *
   * @param base the rate at the beginning
   * @param done the share of the training that is done; clipped to [0, 1]
   * @return the rate
   */
  public double rate(double base, double done) {
    return base * factor(Math.max(0, Math.min(1, done)));
  }
}
