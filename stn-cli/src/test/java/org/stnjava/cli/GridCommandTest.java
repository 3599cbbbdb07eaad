package org.stnjava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
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

    NpyArray g = grid("--size 2x3", theta(NpyArray.of(ROW, shape)));

    assertThat(g).hasToString("float64 [1, 2, 3, 2]");
    assertThat(g.doubles()[0]).isCloseTo(-2 / 3.0 / 2 + 0.1, within(1e-12));
    assertThat(g.doubles()[1]).isCloseTo(-1.2, within(1e-12));
  }

  @Test
  void makesAGridForEachRow() {
    NpyArray rows = NpyArray.of(new float[] {1f, 0, 0, 0, 1, 0, 1, 0, 10, 0, 1, 20}, 2, 2, 3);

    NpyArray g = grid("--size 1x1", theta(rows));

    assertThat(g).hasToString("float32 [2, 1, 1, 2]");
    assertThat(g.floats()).containsExactly(0, 0, 10, 20);
  }

  @Test
  void takesIntegers() {
    NpyArray g = grid("--size 1x1", theta(NpyArray.of(new int[] {1, 0, 3, 0, 1, 4}, 6)));

    assertThat(g).hasToString("float32 [1, 1, 1, 2]");
    assertThat(g.floats()).containsExactly(3, 4);
  }

  @Test
  void takesNegativeNumbersAndNaN() {
    assertThat(grid("--size 1x1", "-1,0,-2,0,1,NaN").floats()).containsExactly(-2, Float.NaN);
  }

  private NpyArray gridOf(String options, Object theta) {
    Path out = folder.resolve("g.npy");
    Program.run("grid " + options, "--theta", theta, "--out", out).mustBeDone();
    return NpyFile.read(out);
  }

  private static NpyArray filled(float value, long... shape) {
    Shape sizes = Shape.of(shape);
    float[] values = new float[(int) sizes.size()];
    Arrays.fill(values, value);
    return NpyArray.of(values, sizes.asArray());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "translation | 0.5,-0.25 | 0.5 | -0.25",
        "rotation | 1.5707963267948966 | 0 | 0",
        "attention | 3,0.5,-0.25 | 0.5 | -0.25",
        "similarity | 3,2,0.5,-0.25 | 0.5 | -0.25",
        "projective | 1,0,1,0,1,-0.5,0,0 | 1 | -0.5",
        "tps | 0,0,2,0,0,2,2,2 | 1 | 1",
        "se2 | 0,0.5,-0.25 | 0.5 | -0.25",
        "sim2 | 0,0,0.5,-0.25 | 0.5 | -0.25",
        "aff2 | 0,0,0.5,0,0,-0.25 | 0.5 | -0.25"
      })
  void takesNumbersForEachTransform(String name, String theta, float x, float y) {
    NpyArray g = gridOf("--transform " + name + " --size 1x1", theta);

    assertThat(g).hasToString("float32 [1, 1, 1, 2]");
    assertThat(g.floats()).containsExactly(new float[] {x, y}, within(1e-6f));
  }

  @Test
  void readsTheSizeOfALatticeOrAFieldFromTheta() {
    NpyArray spline = gridOf("--transform tps --size 2x3", theta(filled(0, 3, 25, 2)));
    NpyArray flow = gridOf("--transform flow --size 1x3", theta(filled(2, 1, 3, 2)));
    NpyArray velocity = gridOf("--transform velocity --size 1x3", theta(filled(2, 1, 4, 6, 2)));

    assertThat(spline).hasToString("float32 [3, 2, 3, 2]");
    assertThat(spline.floats()).containsOnly(new float[36], within(1e-5f));
    float third = 2 / 3f;
    float[] moved = {2 - third, 2, 2, 2, 2 + third, 2};
    assertThat(flow.floats()).containsExactly(moved, within(1e-6f));
    assertThat(velocity.floats()).containsExactly(moved, within(1e-5f));
  }

  @Test
  void makesGridsOfVolumes() {
    NpyArray g = gridOf("--transform affine3d --size 1x2x1", theta(filled(1, 3, 4)));

    assertThat(g).hasToString("float32 [1, 1, 2, 1, 3]");
    assertThat(g.floats()).containsExactly(0.5f, 0.5f, 0.5f, 1.5f, 1.5f, 1.5f);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--transform affine --size 2x3x4 --theta 1,0,0,0,1,0 | --size: expected [?, ?] for affine but got [2, 3, 4]",
        "--transform affine3d --size 2x3 --theta 1,0,0,0,0,1,0,0,0,0,1,0 | --size: expected [?, ?, ?] for affine3d but got [2, 3]",
        "--transform flow --size 2x3 --theta DIR/f.npy | --size: expected [3, 4] for flow but got [2, 3]",
        "--transform flow --size 2x3 --theta 1,2 | --theta: expected a .npy file, not numbers for flow, theta [?, ?, 2], but got 2 in '1,2'",
        "--transform tps --size 2x3 --theta 1,2,3 | --theta: expected a .npy file, not numbers for tps, theta [?, 2], but got 3 in '1,2,3'",
        "--transform tps --size 2x3 --theta 1,2,3,4,5,6 | --theta: expected [K, 2] with K = k·k control points, 4, 9, 16 …, for tps but got [3, 2]",
        "--transform tps --size 2x3 --theta DIR/f.npy | --theta: expected [K, 2] with K = k·k control points, 4, 9, 16 …, for tps but got [5, 2]",
        "--transform rotation --size 2x3 --theta 1,2 | --theta: expected 1 numbers for rotation, theta [1], but got 2 in '1,2'"
      })
  void refusesWhatDoesNotFitTheTransform(String arguments, String complaint) {
    long[] shape = arguments.contains("tps") ? new long[] {5, 2} : new long[] {3, 4, 2};
    NpyFile.write(folder.resolve("f.npy"), filled(0, shape));

    Program.run(
            "grid " + arguments.replace("DIR", folder.toString()), "--out", folder.resolve("g.npy"))
        .mustBeRefused("stn grid: " + complaint);
  }
}
