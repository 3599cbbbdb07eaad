package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.GradientCheck;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** What every transform does; a transform's test implements it. */
interface TransformContract {

  /** The transform under test. */
  Transform transform();

  /** A θ near the identity for n images. */
  default Value theta(long seed, int n) {
    float[] identity = transform().identityTheta();
    Value noise = Value.random(seed, -0.4, 0.4, n, identity.length);
    for (int i = 0; i < noise.data().length; i++) {
      noise.data()[i] += identity[i % identity.length];
    }
    return noise;
  }

  @ParameterizedTest
  @EnumSource
  default void leavesTheTargetWhereItIsUnderTheIdentity(PixelCoordinates coordinates) {
    GridGenerator generator = new GridGenerator(transform(), 5, 8, coordinates);

    Value grid =
        new Evaluation<>(TFloat32.class, (tf, in) -> generator.generate(tf, in.get(0)))
            .inGraph(Value.repeated(3, transform().identityTheta()));
    Value target =
        new Evaluation<>(
                TFloat32.class,
                (tf, in) ->
                    tf.broadcastTo(
                        TargetGrid.of(tf, TFloat32.class, 5, 8, coordinates),
                        tf.constant(new int[] {3, 5, 8, 2})))
            .inGraph();

    grid.mustEqual(target, Tolerance.EXACT);
  }

  @Test
  default void hasAnIdentityOfItsShape() {
    assertThat(transform().identityTheta()).hasSize((int) transform().thetaShape().size());
  }

  @Test
  default void isFoundByItsName() {
    assertThat(Transforms.byName(transform().name())).isEqualTo(transform());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#five")
  default void gradientOfThetaMatchesCentralDifferences(long seed) {
    GridGenerator generator = GridGenerator.of(transform(), 3, 4);

    GradientCheck.of(seed, 0, (tf, in) -> generator.generate(tf, in.get(0)), theta(seed, 2))
        .mustAgree();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#five")
  default void agreesInEagerAndGraphModeAndWithUnknownSizes(long seed) {
    GridGenerator generator = GridGenerator.of(transform(), 3, 4);
    Evaluation<TFloat64> evaluation =
        new Evaluation<>(TFloat64.class, (tf, in) -> generator.generate(tf, in.get(0)));

    Value grid = evaluation.inGraph(theta(seed, 3));

    evaluation.eagerly(theta(seed, 3)).mustEqual(grid, Tolerance.FLOAT64);
    evaluation.inGraphOfUnknownSizes(theta(seed, 3)).mustEqual(grid, Tolerance.FLOAT64);
  }

  @Test
  default void takesAnEmptyBatch() {
    GridGenerator generator = GridGenerator.of(transform(), 3, 4);

    Value grid =
        new Evaluation<>(TFloat32.class, (tf, in) -> generator.generate(tf, in.get(0)))
            .inGraph(theta(1, 0));

    assertThat(grid.shape().asArray()).containsExactly(0, 3, 4, 2);
  }

  @Test
  default void refusesAThetaOfAnotherSize() {
    int size = transform().identityTheta().length + 1;
    GridGenerator generator = GridGenerator.of(transform(), 3, 4);
    Evaluation<TFloat32> evaluation =
        new Evaluation<>(TFloat32.class, (tf, in) -> generator.generate(tf, in.get(0)));

    assertThatThrownBy(() -> evaluation.inGraph(Value.random(1, -1, 1, 2, size)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("theta: expected [N, ")
        .hasMessageContaining("but got [2, " + size + "]");
  }
}
