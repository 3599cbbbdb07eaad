package org.stnjava.ops.sample.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.ops.coordinate.PixelCoordinates;

/** Vectors give the bits that single numbers give. */
class LoopsTest {

  private static final int POINTS = 48;
  private static final int SIZE = 7;

  private static final float[] STRANGE = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e38f, -3e38f, 1e9f, -0f, 0, -1, 6
  };

  private final SplittableRandom random = new SplittableRandom(1);
  private final Loops scalar = new ScalarLoops();

  private final Loops vectors =
      LoopsChoice.vectors().orElseGet(() -> Assumptions.abort("no vectors of 8 floats or more"));

  @Test
  @Timeout(60)
  void vectorsAreTakenWhenTheyAreFaster() throws InterruptedException {
    while (!(LoopsChoice.fastest() instanceof VectorLoops)) {
      Thread.sleep(10);
    }
  }

  @ParameterizedTest(name = "{0}, seed 1")
  @EnumSource(LoopPadding.class)
  void splitsCoordinates(LoopPadding padding) {
    for (LoopKernel kernel : LoopKernel.values()) {
      float[] points = numbers(POINTS);
      if (padding == LoopPadding.CONSTANT) { // others have moved such points
        System.arraycopy(STRANGE, 0, points, 0, STRANGE.length);
      }
      AxisTaps actual = taps(kernel, padding, points);
      AxisTaps expected = taps(kernel, padding, points);
      int[] base = new int[POINTS];
      int[] expectedBase = new int[POINTS];

      vectors.split(actual, kernel == LoopKernel.NEAREST, base, 3, POINTS);
      scalar.split(expected, kernel == LoopKernel.NEAREST, expectedBase, 3, POINTS);

      assertThat(base).containsExactly(expectedBase);
      assertThat(actual.fraction).containsExactly(expected.fraction);
    }
  }

  private static AxisTaps taps(LoopKernel kernel, LoopPadding padding, float[] points) {
    AxisTaps taps = new AxisTaps(kernel, padding, PixelCoordinates.HALF_PIXEL, POINTS, SIZE);
    System.arraycopy(points, 0, taps.points, 0, POINTS);
    return taps;
  }

  @ParameterizedTest(name = "{0} taps and {1} rows, seed 1")
  @CsvSource({"1, 1", "2, 2", "2, 4", "4, 4", "4, 16"})
  void readsPoints(int taps, int rows) {
    float[] u = numbers(200);
    int[] rowOffset = indices(rows, 50);
    int[] base = indices(POINTS, 100);
    float[][] weight = arrays(taps);
    float[][] rowWeight = arrays(rows);
    float[] actual = numbers(POINTS);
    float[] expected = actual.clone();

    vectors.read(u, 1, 3, rowOffset, base, weight, rowWeight, actual, POINTS);
    scalar.read(u, 1, 3, rowOffset, base, weight, rowWeight, expected, POINTS);

    assertThat(actual).containsExactly(expected);
  }

  @ParameterizedTest(name = "{0} taps, {1} rows and {2} axes, seed 1")
  @CsvSource({"1, 1, 2", "2, 2, 2", "2, 4, 3", "4, 4, 2", "4, 16, 3"})
  void addsSlopes(int taps, int rows, int axes) {
    float[] u = numbers(200);
    int[] rowOffset = indices(rows, 50);
    int[] base = indices(POINTS, 100);
    float[][] weight = arrays(taps);
    float[][] slope = arrays(taps);
    float[][] rowWeight = arrays(rows);
    float[][][] rowSlope = new float[axes - 1][][];
    Arrays.setAll(rowSlope, axis -> arrays(rows));
    float[] factor = numbers(POINTS);
    float[][] actual = arrays(axes);
    float[][] expected = Arrays.stream(actual).map(float[]::clone).toArray(float[][]::new);

    vectors.addSlopes(
        u, 1, 3, rowOffset, base, weight, slope, rowWeight, rowSlope, factor, actual, POINTS);
    scalar.addSlopes(
        u, 1, 3, rowOffset, base, weight, slope, rowWeight, rowSlope, factor, expected, POINTS);

    for (int axis = 0; axis < axes; axis++) {
      assertThat(actual[axis]).containsExactly(expected[axis]);
    }
  }

  @Test
  void readsTwoTapsOfEachAxisForSeed1() {
    float[] u = numbers(200);
    int[] base = indices(POINTS, 100);
    float[] x = numbers(POINTS);
    float[] y = numbers(POINTS);
    float[] factor = numbers(POINTS);
    float[][] actual = arrays(3);
    float[][] expected = Arrays.stream(actual).map(float[]::clone).toArray(float[][]::new);

    vectors.bilinear(u, 1, 3, 21, base, x, y, actual[0], POINTS);
    vectors.addBilinearSlopes(u, 1, 3, 21, base, x, y, factor, actual[1], actual[2], POINTS);
    scalar.bilinear(u, 1, 3, 21, base, x, y, expected[0], POINTS);
    scalar.addBilinearSlopes(u, 1, 3, 21, base, x, y, factor, expected[1], expected[2], POINTS);

    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).containsExactly(expected[i]);
    }
  }

  @ParameterizedTest(name = "{0} elements and {1} rows, seed 1")
  @CsvSource({"8, 1", "8, 2", "16, 4", "24, 16"})
  void readsAndScattersRows(int width, int rows) {
    // Rows of different points overlap, those of one point do not.
    int[] rowOffset = IntStream.range(0, rows).map(r -> width * r).toArray();
    int[] base = indices(POINTS, 90);
    float[][] rowWeight = arrays(rows);
    float[] actual = numbers(width * rows + 90);
    float[] expected = actual.clone();
    float[] row = numbers(POINTS * width);
    float[] expectedRow = row.clone();

    vectors.readRows(actual, rowOffset, base, rowWeight, row, width, POINTS);
    scalar.readRows(expected, rowOffset, base, rowWeight, expectedRow, width, POINTS);
    vectors.scatter(row, width, rowOffset, base, rowWeight, actual, POINTS);
    scalar.scatter(row, width, rowOffset, base, rowWeight, expected, POINTS);

    assertThat(row).containsExactly(expectedRow);
    assertThat(actual).containsExactly(expected);
  }

  @ParameterizedTest(name = "{0} channels, seed 1")
  @ValueSource(ints = {1, 7, 8, 13, 16, 37, 64})
  void computesRowsOfChannels(int channels) {
    for (int corners : new int[] {1, 4, 16}) {
      float[] u = numbers(2000);
      int[] offset = IntStream.range(0, corners).map(i -> i * channels).toArray();
      float[] weight = numbers(corners);
      float[] dv = numbers(90);
      float[] actual = numbers(90);
      float[] expected = actual.clone();
      float[] dots = new float[corners];
      float[] expectedDots = new float[corners];
      float[] sums = new float[Loops.SUMS * Loops.CORNERS];

      vectors.mix(u, 7, offset, weight, actual, 5, channels);
      scalar.mix(u, 7, offset, weight, expected, 5, channels);
      assertThat(actual).containsExactly(expected);

      vectors.dots(u, 7, offset, dv, 3, channels, dots, sums);
      scalar.dots(u, 7, offset, dv, 3, channels, expectedDots, sums);
      assertThat(dots).containsExactly(corners == 1 ? new float[1] : expectedDots);

      float[] du = u.clone();
      vectors.spread(dv, 3, offset, weight, du, 7, channels);
      scalar.spread(dv, 3, offset, weight, u, 7, channels);
      assertThat(du).containsExactly(u);
    }
  }

  @ParameterizedTest(name = "{0} axes, seed 1")
  @ValueSource(ints = {2, 3})
  void sumsMoments(int axes) {
    float[] gradient = numbers(POINTS);
    float[][] target = arrays(axes);
    float[] actual = new float[6];
    float[] expected = new float[6];

    vectors.moments(gradient, target, actual, 1, POINTS);
    scalar.moments(gradient, target, expected, 1, POINTS);

    assertThat(actual).containsExactly(expected);
  }

  @Test
  void loopsAreTooLargeToBeInlined() {
    StringWriter code = new StringWriter();
    ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
    String classes =
        VectorLoops.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    PrintWriter out = new PrintWriter(code);
    javap.run(out, out, "-c", "-p", "-cp", classes, VectorLoops.class.getName());

    for (String method : Pattern.compile("\\n\\s*\\n").splitAsStream(code.toString()).toList()) {
      if (method.contains("jdk/incubator/vector/FloatVector.intoArray")) {
        int size =
            Pattern.compile("(?m)^ +(\\d+): \\w")
                .matcher(method)
                .results()
                .mapToInt(line -> Integer.parseInt(line.group(1)))
                .max()
                .orElseThrow();
        assertThat(size).as(method.lines().findFirst().orElse("")).isGreaterThan(325);
      }
    }
  }

  private float[][] arrays(int count) {
    float[][] arrays = new float[count][];
    Arrays.setAll(arrays, i -> numbers(POINTS));
    return arrays;
  }

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble(-9, 16);
    }
    return numbers;
  }

  private int[] indices(int count, int bound) {
    return random.ints(count, 0, bound).toArray();
  }
}
