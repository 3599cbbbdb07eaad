package org.stnjava.models.layer;

/** What a network is built for. */
public enum Mode {
  /** Dropout drops. */
  TRAINING,
  /** Nothing is random. */
  INFERENCE
}
