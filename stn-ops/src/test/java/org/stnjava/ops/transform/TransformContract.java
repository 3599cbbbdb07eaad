package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.GradientCheck;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/** What every transform does; a transform's test implements it. */
interface TransformContract {

  /** The transform under test. */
  Transform transform();

  /** The size of the output: the transform's own, and small where any will do. */
  default Shape size() {
    long[] sizes = transform().outputSize().asArray();
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = sizes[axis] < 0 ? 3 + axis : sizes[axis];
    }
    return Shape.of(sizes);
  }

  /** A θ near the identity for n images. */
  default Value theta(long seed, int n) {
    Value identity = identity(n);
    Value noise = Value.random(seed, -0.4, 0.4, identity.shape().asArray());
    for (int i = 0; i < noise.data().length; i++) {
      noise.data()[i] += identity.data()[i];
    }
    return noise;
  }

  private Value identity(int n) {
    double[] data = Value.repeated(n, transform().identityTheta()).data();
    return new Value(transform().thetaShape().prepend(n), data);
  }

  private GridGenerator generator() {
    return GridGenerator.of(transform(), size());
  }

  private <T extends TFloating> Evaluation<T> grids(Class<T> type) {
    return new Evaluation<>(type, (tf, in) -> generator().generate(tf, in.get(0)));
  }

  @ParameterizedTest
  @EnumSource
  default void leavesTheTargetWhereItIsUnderTheIdentity(PixelCoordinates coordinates) {
    GridGenerator generator = generator().withCoordinates(coordinates);
    double[] target = new TargetGrid(size(), coordinates).values();

    Value grid =
        new Evaluation<>(TFloat32.class, (tf, in) -> generator.generate(tf, in.get(0)))
            .inGraph(identity(3));

    assertThat(grid.data()).hasSize(3 * target.length);
    for (int i = 0; i < grid.data().length; i++) {
      assertThat(grid.data()[i]).isEqualTo((float) target[i % target.length]);
    }
  }

  @Test
  default void hasAnIdentityOfItsShape() {
    assertThat(transform().identityTheta()).hasSize((int) transform().thetaShape().size());
  }

  @Test
  default void isFoundByItsNameAndThetasShape() {
    assertThat(Transforms.byName(transform().name(), transform().thetaShape()))
        .isEqualTo(transform());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#five")
  default void gradientOfThetaMatchesCentralDifferences(long seed) {
    GradientCheck.of(seed, 0, (tf, in) -> generator().generate(tf, in.get(0)), theta(seed, 2))
        .mustAgree();
  }

  @Test
  default void gradientOfTheIdentityMatchesCentralDifferences() {
    GradientCheck.of(1, 0, (tf, in) -> generator().generate(tf, in.get(0)), identity(2))
        .mustAgree();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  default void gradientOfPointsMatchesCentralDifferences(long seed) {
    Shape points = size().prepend(2).append(size().numDimensions());

    GradientCheck.of(
            seed,
            1,
            (tf, in) -> transform().apply(tf, in.get(0), in.get(1)),
            theta(seed, 2),
            Value.random(seed + 9, -0.9, 0.9, points.asArray()))
        .mustAgree();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  default void buildsTheSameGradientEveryTime(long seed) {
    Shape grid = size().prepend(4).append(size().numDimensions());
    Value weights = Value.random(seed, -1, 1, grid.asArray());
    Value theta = theta(seed, 4);
    Value first = grids(TFloat32.class).gradient(0, weights, theta);

    for (int build = 0; build < 3; build++) {
      grids(TFloat32.class).gradient(0, weights, theta).mustEqual(first, Tolerance.EXACT);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#five")
  default void agreesInEagerAndGraphModeAndWithUnknownSizes(long seed) {
    Evaluation<TFloat64> evaluation = grids(TFloat64.class);

    Value grid = evaluation.inGraph(theta(seed, 3));

    evaluation.eagerly(theta(seed, 3)).mustEqual(grid, Tolerance.FLOAT64);
    evaluation.inGraphOfUnknownSizes(theta(seed, 3)).mustEqual(grid, Tolerance.FLOAT64);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  default void mapsTheTargetAsItMapsAnyPoints(long seed) {
    for (PixelCoordinates coordinates : PixelCoordinates.values()) {
      TargetGrid target = new TargetGrid(size(), coordinates);
      Shape each = size().prepend(2).append(size().numDimensions());
      Transform transform = transform().in(coordinates);

      Value grid =
          new Evaluation<>(TFloat64.class, (tf, in) -> transform.apply(tf, in.get(0), target))
              .inGraph(theta(seed, 2));

      new Evaluation<>(
              TFloat64.class,
              (tf, in) -> transform.apply(tf, in.get(0), target.points(tf, TFloat64.class)))
          .inGraph(theta(seed, 2))
          .mustEqual(grid, Tolerance.FLOAT64);
      new Evaluation<>(
              TFloat64.class,
              (tf, in) ->
                  transform.apply(
                      tf,
                      in.get(0),
                      tf.broadcastTo(
                          target.points(tf, TFloat64.class), tf.constant(each.asArray()))))
          .inGraph(theta(seed, 2))
          .mustEqual(grid, Tolerance.FLOAT64);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#five")
  default void givesAnImageTheSameGridWhateverTheOthersAre(long seed) {
    Value theta = theta(seed, 3);
    Value other = theta(seed + 1, 3);
    int row = theta.data().length / 3;
    System.arraycopy(theta.data(), row, other.data(), row, row);
    Arrays.fill(other.data(), 0, row, Double.NaN);

    Value grid = grids(TFloat32.class).inGraph(theta);
    Value beside = grids(TFloat32.class).inGraph(other);

    int points = grid.data().length / 3;
    assertThat(Arrays.copyOfRange(beside.data(), points, 2 * points))
        .containsExactly(Arrays.copyOfRange(grid.data(), points, 2 * points));
  }

  @Test
  default void takesAnEmptyBatch() {
    Value grid = grids(TFloat32.class).inGraph(theta(1, 0));

    assertThat(grid.shape()).isEqualTo(size().prepend(0).append(size().numDimensions()));
  }

  @Test
  default void refusesAThetaOfAnotherSize() {
    long[] sizes = transform().thetaShape().asArray();
    String expected = text(LongStream.of(sizes));
    sizes[0]++;
    Value theta = Value.random(1, -1, 1, Shape.of(sizes).prepend(2).asArray());

    assertThatThrownBy(() -> grids(TFloat32.class).inGraph(theta))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "theta: expected [N, %s] with {N=2}\n       but got [2, %s]: axis 1 is %d, not %d",
            expected, text(LongStream.of(sizes)), sizes[0], sizes[0] - 1);
  }

  @Test
  default void refusesAThetaOfAnotherSizeThatIsKnownWhenTheGraphRuns() {
    long[] sizes = transform().thetaShape().asArray();
    sizes[0] *= 2;
    Value theta = Value.random(1, -1, 1, Shape.of(sizes).prepend(2).asArray());

    assertThatThrownBy(() -> grids(TFloat32.class).inGraphOfUnknownSizes(theta))
        .hasMessageContaining(
            "[theta: expected %d numbers an image for %s but got theta of] [2 %d",
            transform().thetaShape().size(), transform().name(), sizes[0]);
  }

  private static String text(LongStream sizes) {
    return sizes.mapToObj(Long::toString).collect(Collectors.joining(", "));
  }
}
