package org.stnjava.models.classifier;

/** The layers of a network that take θ. */
public enum ThetaUse {
  /** Only the grid generators. */
  WARP,

  /**
   * Also the classifier's last layer, as additional features: position, size and rotation of an
   * object carry information about its class (the paper's section 3.4).
   */
  FORWARD
}
