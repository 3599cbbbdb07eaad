package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;

class VelocityTest implements TransformContract {

  private static final int HEIGHT = 20;
  private static final int WIDTH = 30;

  @Override
  public Transform transform() {
    return Velocity.of(4, 3);
  }

  private static double[] grid(Transform transform, Value theta) {
    GridGenerator generator = GridGenerator.of(transform, HEIGHT, WIDTH);
    return new Evaluation<>(TFloat64.class, (tf, in) -> generator.generate(tf, in.get(0)))
        .inGraph(theta)
        .data();
  }

  private static double[] target() {
    return GridGenerator.of(new Affine(), HEIGHT, WIDTH).target().values();
  }

  @Test
  void shiftsUnderAConstantField() {
    double[] target = target();
    double[] field = new double[24];
    for (int i = 0; i < field.length; i++) {
      field[i] = i % 2 == 0 ? 0.3 : -0.2;
    }

    double[] grid = grid(transform(), Value.of(field, 1, 4, 3, 2));

    for (int i = 0; i < grid.length; i++) {
      assertThat(grid[i] - target[i]).isCloseTo(i % 2 == 0 ? 0.3 : -0.2, within(1e-12));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void isNearlyUndoneByTheOppositeField(long seed) {
    double[] theta = Value.random(seed, -0.25, 0.25, 60).data();
    double[] both = new double[120];
    for (int i = 0; i < 60; i++) {
      int row = i / 12;
      int column = i / 2 % 6;
      boolean outer = row % 4 == 0 || column % 5 == 0; // nothing comes in from beyond the border
      both[i] = outer ? 0 : theta[i];
      both[60 + i] = outer ? 0 : -theta[i];
    }
    Transform field = Velocity.of(5, 6);

    double[] back = grid(field.then(field), Value.of(both, 1, 120));

    // Half a pixel, where the field moves points by up to four.
    Value.of(back, HEIGHT, WIDTH, 2)
        .mustEqual(Value.of(target(), HEIGHT, WIDTH, 2), new Tolerance(0.5 * 2 / HEIGHT, 0));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void neverFoldsWhereAFlowDoes(long seed) {
    Value theta = Value.random(seed, -0.6, 0.6, 1, 4, 3, 2);

    assertThat(folds(grid(transform(), theta))).isFalse();
    assertThat(folds(grid(new Flow(HEIGHT, WIDTH), displacement(theta)))).isTrue();
  }

  /** The field, taken as displacements of the pixels that are nearest to its own. */
  private static Value displacement(Value theta) {
    double[] flow = new double[HEIGHT * WIDTH * 2];
    for (int i = 0; i < flow.length; i++) {
      int y = i / 2 / WIDTH * 4 / HEIGHT;
      int x = i / 2 % WIDTH * 3 / WIDTH;
      flow[i] = theta.data()[(y * 3 + x) * 2 + i % 2];
    }
    return new Value(Shape.of(1, HEIGHT, WIDTH, 2), flow);
  }

  /** Whether a pixel and those to its right and below have changed their sense of rotation. */
  private static boolean folds(double[] grid) {
    for (int y = 0; y + 1 < HEIGHT; y++) {
      for (int x = 0; x + 1 < WIDTH; x++) {
        int at = 2 * (y * WIDTH + x);
        int below = at + 2 * WIDTH;
        double area =
            (grid[at + 2] - grid[at]) * (grid[below + 1] - grid[at + 1])
                - (grid[at + 3] - grid[at + 1]) * (grid[below] - grid[at]);
        if (area <= 0) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void isAFlowWhereTheFieldIsSmall() {
    Value theta = Value.random(7, -1e-4, 1e-4, 1, HEIGHT, WIDTH, 2);

    double[] grid = grid(Velocity.of(HEIGHT, WIDTH), theta);

    Value flow = Value.of(grid(new Flow(HEIGHT, WIDTH), theta), 1, HEIGHT, WIDTH, 2);
    Value.of(grid, 1, HEIGHT, WIDTH, 2).mustEqual(flow, new Tolerance(1e-6, 0)); // second order
  }

  @Test
  void refusesAFieldWithoutPixels() {
    assertThatThrownBy(() -> Velocity.of(3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size: expected height and width of at least 1 but got 3x0");
  }
}
