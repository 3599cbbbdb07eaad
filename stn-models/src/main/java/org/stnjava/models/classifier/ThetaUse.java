package org.stnjava.models.classifier;

/** Who gets to know what a network's transformers chose. */
public enum ThetaUse {
  /** The grid generators alone. */
  WARP,

  /**
   * The classifier's last layer, too, as so many more features: where something is, how large and
   * how it is turned, tells of what it is (the paper's section 3.4).
   */
  FORWARD
}
