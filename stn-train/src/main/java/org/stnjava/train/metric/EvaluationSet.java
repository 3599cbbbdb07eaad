package org.stnjava.train.metric;

import java.util.Locale;

/** The data set that is evaluated during training. */
public enum EvaluationSet {
  /** The test set: its error also decides which weights are the best. */
  TEST,
  /** Examples of their own: the test set is used once, after the run. */
  VALIDATION;

  /** {@return the name in messages, tables and charts: {@code test} or {@code validation}} */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
