package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class ThinPlateSplineTest implements TransformContract {

  @Override
  public Transform transform() {
    return ThinPlateSpline.of(3);
  }

  @ParameterizedTest(name = "{0}x{0} points, seed {1}")
  @CsvSource({"2, 1", "3, 2", "4, 3", "5, 4", "9, 5"})
  void passesThroughItsControlPoints(int k, long seed) {
    double[] lattice = new SplineSystem(k, 0).lattice();
    double[] theta = Value.random(seed, -2, 2, 2L * k * k).data();

    double[] source = new Mapping(ThinPlateSpline.of(k)).of(theta, lattice);

    assertThat(source).containsExactly(theta, within(1e-10));
  }

  @ParameterizedTest(name = "stiffness {0}, {1}x{1} points")
  @CsvSource({"0, 4", "0.5, 4", "100, 3"})
  void isAffineWhereThetaIs(double stiffness, int k) {
    double[] lattice = new SplineSystem(k, 0).lattice();
    double[] matrix = {0.5, -0.25, 0.125, 2, 3, -1};
    double[] theta = new Mapping(new Affine()).of(matrix, lattice);
    double[] points = Value.random(k, -1.5, 1.5, 20).data();

    double[] source = new Mapping(new ThinPlateSpline(k, stiffness)).of(theta, points);

    assertThat(source).containsExactly(new Mapping(new Affine()).of(matrix, points), within(1e-10));
  }

  @Test
  void bendsLessTheStifferItIs() {
    double[] lattice = new SplineSystem(4, 0).lattice();
    double[] theta = lattice.clone();
    theta[10] += 0.5;

    double soft = new Mapping(new ThinPlateSpline(4, 0.01)).of(theta, lattice)[10] - lattice[10];
    double stiff = new Mapping(new ThinPlateSpline(4, 10)).of(theta, lattice)[10] - lattice[10];

    assertThat(soft).isBetween(0.45, 0.5);
    assertThat(stiff).isBetween(0.0, 0.1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#five")
  void isFiniteWhereTargetAndControlPointsMeet(long seed) {
    // The pixels of a 3×3 output lie on the control points.
    GridGenerator generator =
        GridGenerator.of(transform(), 3, 3).withCoordinates(PixelCoordinates.ALIGN_CORNERS);
    Evaluation<TFloat32> grids =
        new Evaluation<>(TFloat32.class, (tf, in) -> generator.generate(tf, in.get(0)));
    Value theta = theta(seed, 1);

    assertThat(grids.inGraph(theta).data()).containsExactly(theta.data(), within(1e-6));
    Value gradient = grids.gradient(0, Value.random(seed, -1, 1, 1, 3, 3, 2), theta);
    assertThat(Arrays.stream(gradient.data())).allMatch(Double::isFinite);
  }

  @Test
  void hasAFiniteGradientOfPointsThatLieOnControlPoints() {
    Value lattice = Value.of(new SplineSystem(3, 0).lattice(), 3, 3, 2);

    Value gradient =
        new Evaluation<>(TFloat64.class, (tf, in) -> transform().apply(tf, in.get(0), in.get(1)))
            .gradient(1, Value.random(1, -1, 1, 1, 3, 3, 2), theta(1, 1), lattice);

    assertThat(Arrays.stream(gradient.data())).allMatch(Double::isFinite);
  }

  @Test
  void computesALargeGridInParts() {
    int height = 1100;
    int width = 1000;
    Value theta = theta(1, 1);
    GridGenerator generator = GridGenerator.of(transform(), height, width);
    double[] target = generator.target().values();

    double[] grid =
        new Evaluation<>(TFloat64.class, (tf, in) -> generator.generate(tf, in.get(0)))
            .inGraph(theta)
            .data();

    for (int row : new int[] {0, 1, 274, 275, 549, 550, 551, 824, 825, 1099}) {
      int from = 2 * row * width;
      double[] points = Arrays.copyOfRange(target, from, from + 2 * width);
      double[] expected = new Mapping(transform()).of(theta.data(), points);
      double[] part = Arrays.copyOfRange(grid, from, from + 2 * width);
      Value.of(part, width, 2).mustEqual(Value.of(expected, width, 2), Tolerance.FLOAT64);
    }
  }

  @Test
  void sumsTheGradientOverTheParts() {
    GridGenerator generator = GridGenerator.of(transform(), 1100, 1000);
    Value weights = Value.random(2, -1, 1, 1, 1100, 1000, 2);

    Value gradient =
        new Evaluation<>(TFloat64.class, (tf, in) -> generator.generate(tf, in.get(0)))
            .gradient(0, weights, theta(1, 1));

    // A shift of all control points shifts every pixel.
    assertThat(sumOfX(gradient)).isCloseTo(sumOfX(weights), within(1e-6));
  }

  private static double sumOfX(Value points) {
    double sum = 0;
    for (int i = 0; i < points.data().length; i += 2) {
      sum += points.data()[i];
    }
    return sum;
  }

  @Test
  void refusesAVolume() {
    TargetGrid volume = new TargetGrid(Shape.of(2, 3, 4), PixelCoordinates.HALF_PIXEL);

    assertThatThrownBy(
            () ->
                new Evaluation<>(
                        TFloat32.class, (tf, in) -> transform().apply(tf, in.get(0), volume))
                    .inGraph(theta(1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "points: expected [H', W', 2] or one axis more in front of them but got [2, 3, 4, 3]");
  }

  @Test
  void refusesASinglePoint() {
    assertThatThrownBy(() -> ThinPlateSpline.of(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("k: expected at least 2 control points along each side but got 1");
  }

  @ParameterizedTest
  @CsvSource({"-0.5", "NaN", "Infinity"})
  void refusesAStiffnessThatIsNone(double stiffness) {
    assertThatThrownBy(() -> new ThinPlateSpline(4, stiffness))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stiffness: expected a finite number of at least 0 but got " + stiffness);
  }
}
