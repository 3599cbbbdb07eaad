package org.stnjava.train.experiment;

/**
 * The network of a run.
 *
 * @param net the classifier's name
 * @param transform the transform's name, for classifiers with a transformer
 * @param transformers how many transformers look at the image side by side, for classifiers with
 *     transformers
 * @param padding what the transformer sees outside the image
 */
public record NetworkConfig(String net, String transform, int transformers, PaddingName padding) {

  /** What a transformer sees outside its image. */
  public enum PaddingName {
    /** 0. */
    ZEROS,
    /** What a black pixel is to it, which differs from 0 where the network normalizes. */
    BACKGROUND
  }

  /** {@return the paper's ST-CNN with one affine transformer} */
  public static NetworkConfig standard() {
    return new NetworkConfig("st-cnn", "affine", 1, PaddingName.ZEROS);
  }
}
