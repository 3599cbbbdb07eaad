package org.stnjava.models.classifier;

import org.stnjava.models.layer.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A network from images to classes, with any number of spatial transformers inside. */
public interface Classifier {

  /**
   * Its name in configurations and on the command line.
   *
   * @return a short lower-case name
   */
  String name();

  /**
   * The shape of its input images.
   *
   * @return height, width and channels
   */
  ImageShape input();

  /**
   * The number of classes.
   *
   * @return the number of logits of each label, at least 2
   */
  int classes();

  /**
   * The number of labels of an image: the digits of a sequence, the objects of a scene.
   *
   * @return at least 1; with more than 1, logits are {@code [N, labels, classes]}
   */
  default int labels() {
    return 1;
  }

  /**
   * Builds the network.
   *
   * @param tf where to build
   * @param scope of its weights and state
   * @param image {@code [N, H, W, C]} in [0, 1]
   * @return the logits and the results of the transformers
   */
  Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image);
}
