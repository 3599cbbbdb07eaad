package org.stnjava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.ops.npy.NpyArray;
import org.stnjava.ops.npy.NpyFile;
import org.tensorflow.ndarray.Shape;

class GridCommandTest {
  private static final double[] ROW = {0.5, 0, 0.1, 0, 2, -0.2};

  @TempDir Path folder;

  private NpyArray grid(String options, Object theta) {
    Path out = folder.resolve("g.npy");
    Program.run("grid --transform affine " + options, "--theta", theta, "--out", out).mustBeDone();
    return NpyFile.read(out);
  }

  private Path theta(NpyArray array) {
    Path path = folder.resolve("t.npy");
    NpyFile.write(path, array);
    return path;
  }

  @Test
  void putsTheIdentityOnThePixelCenters() {
    float third = 2 / 3f;

    NpyArray g = grid("--size 2x3", "1,0,0,0,1,0");

    assertThat(g).hasToString("float32 [1, 2, 3, 2]");
    assertThat(g.floats())
        .containsExactly(
            new float[] {-third, -.5f, 0, -.5f, third, -.5f, -third, .5f, 0, .5f, third, .5f},
            within(1e-6f));
  }

  @Test
  void putsTheIdentityOnTheCornersIfAsked() {
    assertThat(grid("--size 2x3 --coordinates align-corners", "1,0,0,0,1,0").floats())
        .containsExactly(-1, -1, 0, -1, 1, -1, -1, 1, 0, 1, 1, 1);
  }

  @Test
  void mapsTargetToSource() {
    NpyArray g = grid("--size 1x2 --coordinates align-corners", "0.5,0,0.25,-0.5,1,0.125");

    assertThat(g.floats()).containsExactly(-0.25f, 0.625f, 0.75f, -0.375f);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"6", "2 3", "1 6", "1 2 3"})
  void takesEachFormOfOneRow(String sizes) {
    long[] shape = Arrays.stream(sizes.split(" ")).mapToLong(Long::parseLong).toArray();

    NpyArray g = grid("--size 2x3", theta(NpyArray.of(Shape.of(shape), ROW)));

    assertThat(g).hasToString("float64 [1, 2, 3, 2]");
    assertThat(g.doubles()[0]).isCloseTo(-2 / 3.0 / 2 + 0.1, within(1e-12));
    assertThat(g.doubles()[1]).isCloseTo(-1.2, within(1e-12));
  }

  @Test
  void makesAGridForEachRow() {
    NpyArray rows = NpyArray.of(Shape.of(2, 2, 3), 1f, 0, 0, 0, 1, 0, 1, 0, 10, 0, 1, 20);

    NpyArray g = grid("--size 1x1", theta(rows));

    assertThat(g).hasToString("float32 [2, 1, 1, 2]");
    assertThat(g.floats()).containsExactly(0, 0, 10, 20);
  }

  @Test
  void takesIntegers() {
    NpyArray g = grid("--size 1x1", theta(NpyArray.of(Shape.of(6), 1, 0, 3, 0, 1, 4)));

    assertThat(g).hasToString("float32 [1, 1, 1, 2]");
    assertThat(g.floats()).containsExactly(3, 4);
  }

  @Test
  void takesNegativeNumbersAndNaN() {
    assertThat(grid("--size 1x1", "-1,0,-2,0,1,NaN").floats()).containsExactly(-2, Float.NaN);
  }
}
