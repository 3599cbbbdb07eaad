package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.GradientCheck;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat64;

class CompositionTest implements TransformContract {

  @Override
  public Transform transform() {
    return new Affine().then(ThinPlateSpline.of(2)).then(new Flow(3, 5));
  }

  @Override
  @Test
  public void isFoundByItsNameAndThetasShape() {
    assertThat(transform().name()).isEqualTo("affine+tps+flow");
    assertThat(Transforms.names()).doesNotContain(transform().name());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#twenty")
  void ofAffineMapsIsTheProductOfTheirMatrices(long seed) {
    double[] theta = Value.random(seed, -2, 2, 12).data();
    double[] points = Value.random(seed + 1, -1, 1, 10).data();

    double[] composed = new Mapping(new Affine().then(new Affine())).of(theta, points);

    assertThat(composed)
        .containsExactly(new Mapping(new Affine()).of(product(theta), points), within(1e-12));
  }

  /** The second matrix times the first. */
  private static double[] product(double[] theta) {
    double[] product = new double[6];
    for (int i = 0; i < 2; i++) {
      double a = theta[6 + 3 * i];
      double b = theta[7 + 3 * i];
      for (int j = 0; j < 3; j++) {
        product[3 * i + j] = a * theta[j] + b * theta[3 + j];
      }
      product[3 * i + 2] += theta[8 + 3 * i];
    }
    return product;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#twenty")
  void ofMatricesIsOneMatrix(long seed) {
    Value thetas = Value.random(seed, -2, 2, 3, 12);
    Value points = Value.random(seed + 1, -1, 1, 3, 4, 5, 2);

    Value oneAfterTheOther =
        new Evaluation<>(
                TFloat64.class,
                (tf, in) -> new Affine().then(new Affine()).apply(tf, in.get(0), in.get(1)))
            .inGraph(thetas, points);
    Value atOnce =
        new Evaluation<>(
                TFloat64.class, (tf, in) -> new Affine().apply(tf, product(tf, in), in.get(1)))
            .inGraph(thetas, points);

    atOnce.mustEqual(oneAfterTheOther, Tolerance.FLOAT64);
  }

  /** The matrices of {@code [N, 12]} as one. */
  private static Operand<TFloat64> product(Ops tf, List<Operand<TFloat64>> in) {
    Operand<TFloat64> both = tf.reshape(in.get(0), tf.constant(new int[] {-1, 2, 2, 3}));
    List<Output<TFloat64>> two = tf.unstack(both, 2L, Unstack.axis(1L)).output();
    return MatrixTransform.compose(tf, two.get(0), two.get(1));
  }

  @ParameterizedTest(name = "by matrix {0} of space, seed 3")
  @ValueSource(ints = {0, 1})
  void ofMatricesHasGradientsToBoth(int input) {
    GradientCheck.of(
            3,
            input,
            (tf, in) -> MatrixTransform.compose(tf, in.get(0), in.get(1)),
            Value.random(4, -1, 1, 2, 3, 4),
            Value.random(5, -1, 1, 2, 3, 4))
        .mustAgree();
  }

  @Test
  void refusesMatricesOfTwoKinds() {
    Evaluation<TFloat64> mixed =
        new Evaluation<>(
            TFloat64.class, (tf, in) -> MatrixTransform.compose(tf, in.get(0), in.get(1)));

    assertThatThrownBy(
            () -> mixed.inGraph(Value.random(1, 0, 1, 5, 2, 3), Value.random(1, 0, 1, 5, 3, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "second: expected [N, 2, 3] with {N=5}\n        but got [5, 3, 4]: axis 1 is 3, not 2");
  }

  @Test
  void readsAFieldInTheConventionOfTheGrid() {
    double[] theta = Value.random(1, -0.5, 0.5, 30).data();
    System.arraycopy(new double[] {1, 0, 0, 0, 1, 0}, 0, theta, 0, 6);
    double[] field = Arrays.copyOfRange(theta, 6, 30);
    Transform velocity = Velocity.of(4, 3);

    for (PixelCoordinates coordinates : PixelCoordinates.values()) {
      Value composed = grid(new Affine().then(velocity), coordinates, Value.of(theta, 1, 30));

      composed.mustEqual(
          grid(velocity, coordinates, Value.of(field, 1, 4, 3, 2)), Tolerance.FLOAT64);
    }
  }

  private static Value grid(Transform transform, PixelCoordinates coordinates, Value theta) {
    GridGenerator generator = GridGenerator.of(transform, 5, 7).withCoordinates(coordinates);
    return new Evaluation<>(TFloat64.class, (tf, in) -> generator.generate(tf, in.get(0)))
        .inGraph(theta);
  }

  @Test
  void refusesAPlaneBehindASpace() {
    assertThatThrownBy(() -> new Affine3d().then(new Affine()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "second: expected a transform of [?, ?, ?] as affine3d is, but affine is of [?, ?]");
  }

  @Test
  void refusesFlowsOfTwoSizes() {
    assertThatThrownBy(() -> new Flow(3, 4).then(new Affine()).then(new Flow(4, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "second: expected a transform of [3, 4] as flow+affine is, but flow is of [4, 3]");
  }
}
