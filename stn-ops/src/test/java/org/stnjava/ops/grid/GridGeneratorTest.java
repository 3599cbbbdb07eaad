package org.stnjava.ops.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.transform.Affine;
import org.stnjava.ops.transform.Affine3d;
import org.stnjava.ops.transform.Flow;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Value;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class GridGeneratorTest {

  @ParameterizedTest(name = "{0} images, {1}x{2}")
  @CsvSource({"1, 4, 7", "3, 7, 4", "3, 1, 5", "1, 6, 1", "1, 1, 1"})
  void hasOnePointAnOutputPixel(int n, int height, int width) {
    GridGenerator generator = GridGenerator.of(new Affine(), height, width);

    Value grid =
        new Evaluation<>(TFloat32.class, (tf, in) -> generator.generate(tf, in.get(0)))
            .inGraph(Value.random(1, -1, 1, n, 6));

    assertThat(grid.shape()).isEqualTo(Shape.of(n, height, width, 2));
  }

  @ParameterizedTest(name = "{0} volumes, {1}x{2}x{3}")
  @CsvSource({"1, 4, 7, 3", "3, 7, 1, 4", "2, 1, 5, 2"})
  void hasOnePointAnOutputVoxel(int n, int depth, int height, int width) {
    GridGenerator generator = GridGenerator.of(new Affine3d(), Shape.of(depth, height, width));

    Value grid =
        new Evaluation<>(TFloat32.class, (tf, in) -> generator.generate(tf, in.get(0)))
            .inGraph(Value.random(1, -1, 1, n, 12));

    assertThat(grid.shape()).isEqualTo(Shape.of(n, depth, height, width, 3));
  }

  @Test
  void usesHalfPixelsUnlessTold() {
    GridGenerator generator = GridGenerator.of(new Affine(), 2, 3);

    assertThat(generator.coordinates()).isEqualTo(PixelCoordinates.HALF_PIXEL);
    assertThat(generator.withCoordinates(PixelCoordinates.ALIGN_CORNERS).coordinates())
        .isEqualTo(PixelCoordinates.ALIGN_CORNERS);
  }

  @Test
  void refusesAnOutputWithoutPixels() {
    assertThatThrownBy(() -> GridGenerator.of(new Affine(), 0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size: expected at least 1 pixel along every axis but got [0, 3]");
  }

  @Test
  void refusesASizeThatItsTransformCannotMake() {
    assertThatThrownBy(() -> GridGenerator.of(new Affine(), Shape.of(2, 3, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size: expected [?, ?] for affine but got [2, 3, 4]");
    assertThatThrownBy(() -> GridGenerator.of(new Affine3d(), 3, 4))
        .hasMessage("size: expected [?, ?, ?] for affine3d but got [3, 4]");
    assertThatThrownBy(() -> GridGenerator.of(new Flow(3, 4), 3, 5))
        .hasMessage("size: expected [3, 4] for flow but got [3, 5]");
  }
}
