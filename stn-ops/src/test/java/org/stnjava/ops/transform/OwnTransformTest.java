package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.shape.ShapeCheck;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Value;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/** A transform that is not the toolkit's keeps the whole contract and takes its place. */
class OwnTransformTest implements TransformContract {

  /** Bends lines into bows: y' = y + θ·x², with θ {@code [N, 1]}. */
  private record Bow() implements Transform {
    @Override
    public String name() {
      return "bow";
    }

    @Override
    public Shape thetaShape() {
      return Shape.of(1);
    }

    @Override
    public float[] identityTheta() {
      return new float[1];
    }

    @Override
    public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> theta, Operand<T> points) {
      ShapeCheck.start().require("theta", theta, "N", "1");
      Operand<T> swapped = tf.reverse(tf.math.mul(points, points), tf.constant(new int[] {-1}));
      Operand<T> alongY = tf.dtypes.cast(tf.constant(new float[] {0, 1}), points.type());
      Operand<T> strength = tf.reshape(theta, tf.constant(new int[] {-1, 1, 1, 1}));
      return tf.math.add(points, tf.math.mul(tf.math.mul(swapped, alongY), strength));
    }
  }

  @Override
  public Transform transform() {
    return new Bow();
  }

  @Override
  @Test
  public void isFoundByItsNameAndThetasShape() {
    assertThat(Transforms.names()).doesNotContain(transform().name());
  }

  @Test
  void warpsAnImageByItselfAndBetweenOthers() {
    Transform composed = new Rotation().then(transform()).then(new Affine());
    Value image = Value.random(1, 0, 1, 1, 4, 5, 2);
    double[] theta = {0, 0, 1, 0, 0, 0, 1, 0};

    Value v =
        new Evaluation<>(
                TFloat64.class,
                (tf, in) ->
                    Sampler.bilinear()
                        .sample(
                            tf,
                            in.get(0),
                            GridGenerator.of(composed, 4, 5).generate(tf, in.get(1))))
            .inGraph(image, Value.of(theta, 1, 8));

    assertThat(v.data()).containsExactly(image.data());
  }
}
