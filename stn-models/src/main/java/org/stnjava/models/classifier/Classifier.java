package org.stnjava.models.classifier;

import org.stnjava.models.layer.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A network from images to classes, with any number of spatial transformers inside. */
public interface Classifier {

  /**
   * The name in configurations and on the command line.
   *
   * @return a short lower-case name
   */
  String name();

  /**
   * The images that it takes.
   *
   * @return their shape
   */
  ImageShape input();

  /**
   * How many classes it tells apart.
   *
   * @return the number of logits of a label
   */
  int classes();

  /**
   * How many things of an image it classifies: the digits of a sequence, the objects of a scene.
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
   * @param scope where its weights live
   * @param image {@code [N, H, W, C]} in [0, 1]
   * @return logits, and what the transformers did
   */
  Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image);
}
