package org.stnjava.models.classifier;

/** The normalization of a network's input images, which is a part of the exported model. */
public enum InputNormalization {
  /** None: pixels in [0, 1]. */
  NONE,
  /** (x − mean) / deviation with the mean and the deviation of each channel of training images. */
  CHANNELS,
  /** {@link org.stnjava.models.layer.LocalContrast}. */
  LOCAL_CONTRAST
}
