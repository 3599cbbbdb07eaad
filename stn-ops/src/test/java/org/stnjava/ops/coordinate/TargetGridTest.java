package org.stnjava.ops.coordinate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class TargetGridTest {

  @Test
  void goesAlongTheRows() {
    TargetGrid grid = TargetGrid.of(2, 3, PixelCoordinates.ALIGN_CORNERS);

    assertThat(grid.values()).containsExactly(-1, -1, 0, -1, 1, -1, -1, 1, 0, 1, 1, 1);
  }

  @Test
  void putsZLastOverAVolume() {
    TargetGrid grid = new TargetGrid(Shape.of(2, 1, 2), PixelCoordinates.HALF_PIXEL);

    assertThat(grid.values())
        .containsExactly(-0.5, 0, -0.5, 0.5, 0, -0.5, -0.5, 0, 0.5, 0.5, 0, 0.5);
  }

  @Test
  void isAConstantOfTheGraph() {
    try (Graph graph = new Graph()) {
      TargetGrid grid = TargetGrid.of(28, 21, PixelCoordinates.HALF_PIXEL);

      assertThat(grid.points(Ops.create(graph), TFloat64.class).op().type()).isEqualTo("Const");
      assertThat(grid.points(Ops.create(graph), TFloat32.class).op().type()).isEqualTo("Const");
    }
  }

  @Test
  void isMadeOfItsAxesWhereItIsLarge() {
    for (Shape size : new Shape[] {Shape.of(700, 751), Shape.of(70, 80, 66)}) {
      TargetGrid grid = new TargetGrid(size, PixelCoordinates.HALF_PIXEL);

      Value points =
          new Evaluation<>(TFloat64.class, (tf, in) -> grid.points(tf, TFloat64.class)).inGraph();

      assertThat(points.shape()).isEqualTo(size.append(grid.dimensions()));
      assertThat(Arrays.equals(points.data(), grid.values())).isTrue();
      try (Graph graph = new Graph()) {
        grid.points(Ops.create(graph), TFloat32.class);
        assertThat(graph.toGraphDef().getSerializedSize()).isLessThan(100_000);
      }
    }
  }

  @Test
  void refusesASizeThatIsNoOutput() {
    assertThatThrownBy(() -> new TargetGrid(Shape.of(3), PixelCoordinates.HALF_PIXEL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size: expected [H', W'] or [D', H', W'] but got [3]");
    assertThatThrownBy(() -> new TargetGrid(Shape.of(3, -1), PixelCoordinates.HALF_PIXEL))
        .hasMessage("size: expected at least 1 pixel along every axis but got [3, ?]");
  }
}
