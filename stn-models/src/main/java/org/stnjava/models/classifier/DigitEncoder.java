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
 * A small CNN that classifies images of single objects; what it computes on the way tells how alike
 * two of them are.
 *
 * <p>Its biases start at random, as PyTorch's do: with biases of 0 a faint object would have
 * features of the same direction as a whole one, and windows would stay larger than their objects.
 *
 * @param input the images, at least 16×16
 * @param classes how many classes it tells apart
 */
record DigitEncoder(ImageShape input, int classes) implements Classifier {

  static final String NAME = "encoder";

  private static final Layer PLACED =
      sequence(
          torchConv("conv1", 16, 5),
          relu(),
          maxPool(2),
          torchConv("conv2", 32, 5),
          relu(),
          maxPool(2),
          flatten());

  private static final Layer HIDDEN = sequence(torchDense("fc1", 64), relu());

  /** Squared lengths of the two parts of an embedding, see {@link Seen#embedding}. */
  private static final float PLACED_SHARE = 0.2f;

  private static final float HIDDEN_SHARE = 0.4f;

  /** Keeps the length of features that are all 0 away from 0. */
  private static final float SMALL = 1e-6f;

  /**
   * What it computes of images.
   *
   * @param placed features that know where in the image they are, {@code [N, P]}
   * @param hidden features of the whole, {@code [N, 64]}
   * @param logits {@code [N, classes]}
   */
  record Seen(Operand<TFloat32> placed, Operand<TFloat32> hidden, Operand<TFloat32> logits) {

    /**
     * Vectors of the same length whose distance tells how alike images are, {@code [N, P + 64]}.
     *
     * <p>The nearness of the placed features grows steadily as an object comes into the window, and
     * that of the hidden ones tells whether it has the right size; so both are in it, the latter
     * with twice the square. All in all it is short enough for a margin of 1 to be felt to the end:
     * squared distances are 1.2 at most.
     */
    Operand<TFloat32> embedding(Ops tf) {
      return tf.concat(
          List.of(ofLength(tf, placed, PLACED_SHARE), ofLength(tf, hidden, HIDDEN_SHARE)),
          tf.constant(1));
    }

    private static Operand<TFloat32> ofLength(Ops tf, Operand<TFloat32> x, float squaredLength) {
      Operand<TFloat32> squares =
          tf.reduceSum(tf.math.mul(x, x), tf.constant(1), ReduceSum.keepDims(true));
      Operand<TFloat32> shrunk =
          tf.math.mul(tf.math.add(squares, tf.constant(SMALL)), tf.constant(1 / squaredLength));
      return tf.math.mul(x, tf.math.rsqrt(shrunk));
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    return new Classification(see(tf, scope, image).logits(), List.of());
  }

  Seen see(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    Ops here = tf.withSubScope(NAME);
    ModelScope own = scope.child(NAME);
    Operand<TFloat32> placed = PLACED.apply(here, own, image);
    Operand<TFloat32> hidden = HIDDEN.apply(here, own, placed);
    return new Seen(placed, hidden, torchDense("fc2", classes).apply(here, own, hidden));
  }
}
