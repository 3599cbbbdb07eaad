package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Value;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class WindowTest implements TransformContract {

  @Override
  public Transform transform() {
    return new Window(Window.HALF);
  }

  /** It has no identity: the θ to begin with shows the middle. */
  @Override
  @ParameterizedTest
  @EnumSource
  public void leavesTheTargetWhereItIsUnderTheIdentity(PixelCoordinates coordinates) {
    GridGenerator generator =
        new GridGenerator(transform(), new TargetGrid(Shape.of(3, 4), coordinates));
    double[] target = new TargetGrid(Shape.of(3, 4), coordinates).values();

    Value grid =
        new Evaluation<>(TFloat32.class, (tf, in) -> generator.generate(tf, in.get(0)))
            .inGraph(Value.repeated(1, transform().identityTheta()));

    for (int i = 0; i < target.length; i++) {
      assertThat(grid.data()[i]).isEqualTo((float) target[i] / 2);
    }
  }

  @Test
  void movesWithoutChangingItsSize() {
    GridGenerator generator = GridGenerator.of(new Window(0.25), 2, 5);

    Value grid =
        new Evaluation<>(TFloat64.class, (tf, in) -> generator.generate(tf, in.get(0)))
            .inGraph(new Value(Shape.of(2, 2), new double[] {0.5, -0.25, -2, 1}));

    // The last point of the first image, and the first of the second: (0.8, 0.5) and (-0.8, -0.5).
    assertThat(grid.data()[18]).isCloseTo(0.25 * 0.8 + 0.5, within(1e-12));
    assertThat(grid.data()[19]).isCloseTo(0.25 * 0.5 - 0.25, within(1e-12));
    assertThat(grid.data()[20]).isCloseTo(-0.25 * 0.8 - 2, within(1e-12));
    assertThat(grid.data()[21]).isCloseTo(-0.25 * 0.5 + 1, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, Double.NaN})
  void isSmallerThanTheInput(double scale) {
    assertThatThrownBy(() -> new Window(scale))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scale: expected a number above 0 and below 1 but got " + scale);
  }
}
