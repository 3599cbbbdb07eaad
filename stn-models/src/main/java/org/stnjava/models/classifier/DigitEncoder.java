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
 * A small CNN that classifies images of single objects, and tells those that show none; what it
 * computes on the way tells how alike two of them are.
 *
 * @param input the images, at least 16×16
 * @param objects how many classes of objects it tells apart; the class after the last is none
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
   * Nearly the length of the features of a digit of MNIST after the training that {@code
   * colocalisation} gives them, 33 to 37. It makes their distances ones that a margin of 1 fits to.
   */
  private static final float LENGTH = 28;

  /**
   * What it computes of images.
   *
   * @param embedding vectors whose distance tells how alike images are, {@code [N, 64]}: features
   *     times the probability that there is an object. So all that shows none is nearly the same,
   *     whether empty or cluttered, and windows differ from random ones by seeing an object only.
   * @param logits {@code [N, objects + 1]}
   */
  record Seen(Operand<TFloat32> embedding, Operand<TFloat32> logits) {}

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
    return new Classification(see(tf, scope, image).logits(), List.of());
  }

  Seen see(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    Ops here = tf.withSubScope(NAME);
    ModelScope own = scope.child(NAME);
    Operand<TFloat32> features = FEATURES.apply(here, own, image);
    Operand<TFloat32> logits = torchDense("fc2", classes()).apply(here, own, features);
    Operand<TFloat32> scaled = here.math.mul(features, here.constant(1 / LENGTH));
    return new Seen(here.math.mul(scaled, ofAnObject(here, logits)), logits);
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
