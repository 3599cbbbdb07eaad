package org.stnjava.models.layer;

/** What a network is built for. */
public enum Mode {
  /** Dropout drops; batch norm normalizes by the batch. */
  TRAINING,
  /** Nothing is random; batch norm normalizes by its moving statistics. */
  INFERENCE
}
