package org.stnjava.train.experiment;

import org.stnjava.models.classifier.Parallel;
import org.stnjava.models.classifier.Parallel.Localization;
import org.stnjava.models.localization.Start;

/**
 * The network of a run.
 *
 * @param net the classifier's name
 * @param transform the transform's name, for classifiers with a transformer
 * @param transformers how many transformers look at the image side by side, for classifiers with
 *     transformers; 0 for as many as an image has labels
 * @param localization whether they have localization networks of their own
 * @param start where they look at first
 * @param padding what the transformer sees outside the image
 */
public record NetworkConfig(
    String net,
    String transform,
    int transformers,
    Localization localization,
    Start start,
    PaddingName padding) {

  /** What a transformer sees outside its image. */
  public enum PaddingName {
    /** 0. */
    ZEROS,
    /** What a black pixel is to it, which differs from 0 where the network normalizes. */
    BACKGROUND
  }

  /** Checks the number of transformers. */
  public NetworkConfig {
    if (transformers < 0) {
      throw new IllegalArgumentException(
          "transformers: expected at least 0 but got " + transformers);
    }
  }

  /** {@return the paper's ST-CNN with one affine transformer} */
  public static NetworkConfig standard() {
    return new NetworkConfig(
        "st-cnn", "affine", 1, Localization.SEPARATE, Start.IDENTITY, PaddingName.ZEROS);
  }

  /** The transformers for images of a number of labels. */
  Parallel parallel(int labels) {
    return new Parallel(transformers == 0 ? labels : transformers, localization, start);
  }
}
