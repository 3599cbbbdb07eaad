package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Value;
import org.tensorflow.types.TFloat64;

class ProjectiveTest implements InvertibleContract {

  /** w = 1 + 2x: the horizon is at x = −0.5. */
  private static final double[] TILTED = {1, 0, 0, 0, 1, 0.25, 2, 0};

  @Override
  public Invertible transform() {
    return new Projective();
  }

  @Test
  void dividesByTheThirdCoordinate() {
    double[] source = new Mapping(transform()).of(TILTED, 0.5, 0.75, -0.25, 0);

    assertThat(source).containsExactly(new double[] {0.25, 0.5, -0.5, 0.5}, within(1e-12));
  }

  @ParameterizedTest(name = "x = {0}")
  @ValueSource(doubles = {-0.5, -0.5000001, -0.6, -1})
  void seesNothingAtTheHorizonAndBehindIt(double x) {
    double[] source = new Mapping(transform()).of(TILTED, x, 0.5);

    // Before the horizon, to its right, points vanish to the left and downwards.
    assertThat(source[0]).isBetween(-1e7, -1e3);
    assertThat(source[1]).isBetween(1e3, 1e7);
  }

  @Test
  void goesOnWithoutAJumpAtTheHorizon() {
    double near = -0.5 + 0.5001e-6;
    double behind = -0.5 + 0.4999e-6;

    double[] source = new Mapping(transform()).of(TILTED, near, 0.5, behind, 0.5);

    assertThat(source[2] / source[0]).isCloseTo(1, within(1e-3));
    assertThat(source[3] / source[1]).isCloseTo(1, within(1e-3));
  }

  @ParameterizedTest(name = "x = {0}")
  @ValueSource(doubles = {-0.5, -0.6, -1})
  void givesNoGradientBehindTheHorizon(double x) {
    Value gradient =
        new Evaluation<>(TFloat64.class, (tf, in) -> transform().apply(tf, in.get(0), in.get(1)))
            .gradient(
                0,
                Value.of(new double[] {1, 1}, 1, 1, 1, 2),
                Value.of(TILTED, 1, 8),
                Value.of(new double[] {x, 0.5}, 1, 1, 2));

    assertThat(Arrays.stream(gradient.data())).allMatch(g -> g == 0);
  }
}
