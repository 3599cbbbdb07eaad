package org.stnjava.ops.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.transform.ThinPlateSpline;
import org.stnjava.ops.transform.Transform;
import org.stnjava.ops.transform.Transforms;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Grids of every transform beside those of tools/golden/grids.py. */
class GoldenGridTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden-grid");

  private static final double STIFFNESS = 0.7;

  static Stream<String> cases() {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<String> casesWithGradients() {
    return cases().filter(name -> !name.startsWith("onnx-"));
  }

  private static Value read(String name, String array) {
    NpyArray numbers = NpyFile.read(FOLDER.resolve(name).resolve(array + ".npy"));
    return new Value(Shape.of(numbers.shape()), numbers.doubles());
  }

  private static GridGenerator generator(String name, Value theta, Value grid) {
    long[] sizes = grid.shape().asArray();
    Shape size = Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length - 1));
    PixelCoordinates coordinates =
        name.endsWith("half-pixel") ? PixelCoordinates.HALF_PIXEL : PixelCoordinates.ALIGN_CORNERS;
    return new GridGenerator(transform(name, theta), new TargetGrid(size, coordinates));
  }

  private static Transform transform(String name, Value theta) {
    String family = name.replace("onnx-", "").split("-", 2)[0];
    long[] sizes = theta.shape().asArray();
    Shape one = Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length));
    return name.contains("stiff")
        ? new ThinPlateSpline(4, STIFFNESS)
        : Transforms.byName(family, one);
  }

  @Test
  void hasCasesOfEveryTransform() {
    assertThat(cases().map(name -> name.replace("onnx-", "").split("-", 2)[0]).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(Transforms.names());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void equalsTheReference(String name) {
    Value theta = read(name, "theta");
    Value grid = read(name, "grid");
    GridGenerator generator = generator(name, theta, grid);

    new Evaluation<>(TFloat32.class, (tf, in) -> generator.generate(tf, in.get(0)))
        .inGraph(theta)
        .mustEqual(grid, Tolerance.FLOAT32);
    if (!name.startsWith("onnx-")) {
      new Evaluation<>(TFloat64.class, (tf, in) -> generator.generate(tf, in.get(0)))
          .inGraph(theta)
          .mustEqual(grid, Tolerance.FLOAT64);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("casesWithGradients")
  void hasTheGradientOfTheReference(String name) {
    Value theta = read(name, "theta");
    GridGenerator generator = generator(name, theta, read(name, "grid"));

    new Evaluation<>(TFloat64.class, (tf, in) -> generator.generate(tf, in.get(0)))
        .gradient(0, read(name, "dgrid"), theta)
        .mustEqual(read(name, "dtheta"), Tolerance.FLOAT64);
  }
}
