package org.stnjava.models.classifier;

import static org.stnjava.models.layer.Layers.flatten;
import static org.stnjava.models.layer.Layers.maxPool;
import static org.stnjava.models.layer.Layers.relu;
import static org.stnjava.models.layer.Layers.sequence;
import static org.stnjava.models.layer.Layers.torchConv;
import static org.stnjava.models.layer.Layers.torchDense;

import java.util.List;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/**
 * A small CNN that classifies images of single objects, with a class for images without one;
 * distances of its embeddings measure the similarity of images.
 *
 * @param input the images, at least 16×16
 * @param objects number of classes of objects; one class more, the last, is for no object
 */
record DigitEncoder(ImageShape input, int objects) implements Classifier {

  static final String NAME = "encoder";

  private static final Layer FEATURES =
      sequence(
          torchConv("conv1", 16, 5),
          relu(),
          maxPool(2),
          torchConv("conv2", 32, 5),
          relu(),
          maxPool(2),
          flatten(),
          torchDense("fc1", 64),
          relu());

  /**
   * About the length of the features of an MNIST digit after the training run of {@code
   * colocalisation}, 33 to 37; dividing by it scales distances to a margin of 1.
   */
  private static final float LENGTH = 28;

  /**
   * The outputs for a batch of images.
   *
   * @param embedding {@code [N, 64]}: features times the probability that there is an object.
   *     Images without one have nearly the same embedding, empty or cluttered, so that only objects
   *     distinguish windows from random crops
   * @param logits {@code [N, objects + 1]}
   */
  record Encoding(Operand<TFloat32> embedding, Operand<TFloat32> logits) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int classes() {
    return objects + 1;
  }

  @Override
  public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    return new Classification(encode(tf, scope, image).logits(), List.of());
  }

  Encoding encode(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    Ops here = tf.withSubScope(NAME);
    ModelScope own = scope.child(NAME);
    Operand<TFloat32> features = FEATURES.apply(here, own, image);
    Operand<TFloat32> logits = torchDense("fc2", classes()).apply(here, own, features);
    Operand<TFloat32> scaled = here.math.mul(features, here.constant(1 / LENGTH));
    return new Encoding(here.math.mul(scaled, ofAnObject(here, logits)), logits);
  }

  /** The probability of all classes but the last, {@code [N, 1]}. */
  private Operand<TFloat32> ofAnObject(Ops tf, Operand<TFloat32> logits) {
    Operand<TFloat32> probabilities =
        tf.slice(
            tf.nn.softmax(logits),
            tf.constant(new int[] {0, 0}),
            tf.constant(new int[] {-1, objects}));
    return tf.reduceSum(probabilities, tf.constant(1), ReduceSum.keepDims(true));
  }
}
