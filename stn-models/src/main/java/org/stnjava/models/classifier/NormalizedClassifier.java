package org.stnjava.models.classifier;

import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A classifier whose images are normalized before its first layer and its transformers.
 *
 * @param network takes the normalized images
 * @param normalization keeps the shape of images
 */
record NormalizedClassifier(Classifier network, Layer normalization) implements Classifier {

  @Override
  public String name() {
    return network.name();
  }

  @Override
  public ImageShape input() {
    return network.input();
  }

  @Override
  public int classes() {
    return network.classes();
  }

  @Override
  public int labels() {
    return network.labels();
  }

  @Override
  public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    return network.classify(tf, scope, normalization.apply(tf, scope, image));
  }
}
