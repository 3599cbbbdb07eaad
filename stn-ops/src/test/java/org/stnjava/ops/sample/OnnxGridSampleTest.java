package org.stnjava.ops.sample;

import static org.stnjava.ops.coordinate.PixelCoordinates.ALIGN_CORNERS;
import static org.stnjava.ops.coordinate.PixelCoordinates.HALF_PIXEL;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.types.TFloat64;

/** The literal inputs of the ONNX GridSample specification's tests, and what they must give. */
class OnnxGridSampleTest {

  /** The specification's numbers have four to six digits. */
  private static final Tolerance DIGITS = new Tolerance(1e-6, 0);

  private static final Value THREE_BY_TWO = Value.of(new double[] {0, 1, 2, 3, 4, 5}, 1, 3, 2, 1);

  private static final Value FOUR_BY_FOUR =
      Value.of(IntStream.range(0, 16).asDoubleStream().toArray(), 1, 4, 4, 1);

  private static final Value VOLUME =
      Value.of(IntStream.rangeClosed(1, 12).asDoubleStream().toArray(), 1, 3, 2, 2, 1);

  private static final double[] FAR = {
    -10, -10, -5, -5, -.2, -.2, 10, 10, 10, 10, -.2, -.2, 5, 5, 10, 10
  };

  private static final double[] DIAGONAL = {
    -1, -1, -.5, -.5, -.2, -.2, 0, 0, 0, 0, -.2, -.2, .5, .5, 1, 1
  };

  private static final double[] SCATTERED = {
    -1, -.8, -.6, -.5, -.1, -.2, .7, 0, 0, .4, .2, -.2, -.3, .5, -1, 1
  };

  private static final double[] IN_VOLUME = {
    -1, -1, -1, -1, -.5, .3, -.5, -.5, -.5, 1, -.6, -1, -.2, -.2, -.2, .4, .2, .6, 0, 0, 0, -1, 0,
    0, 0, 0, 0, -1, 1, 0, -.2, -.2, -.2, 1, .4, -.2, .5, .5, .5, -1, -.8, .8, 1, 1, 1, .4, .6, -.3
  };

  private static Arguments of(
      Value u, double[] grid, String setting, PixelCoordinates coordinates, double... expected) {
    return Arguments.of(u, grid, setting, coordinates, expected);
  }

  static Stream<Arguments> paddingModes() {
    return Stream.of(
        of(THREE_BY_TWO, FAR, "bilinear zeros", HALF_PIXEL, 0, 0, 1.7, 0, 0, 1.7, 0, 0),
        of(THREE_BY_TWO, FAR, "bilinear border", HALF_PIXEL, 0, 0, 1.7, 5, 5, 1.7, 5, 5),
        of(
            THREE_BY_TWO,
            FAR,
            "bilinear reflection",
            HALF_PIXEL,
            2.5,
            0,
            1.7,
            2.5,
            2.5,
            1.7,
            5,
            2.5));
  }

  static Stream<Arguments> modes() {
    return Stream.of(
        of(THREE_BY_TWO, DIAGONAL, "nearest zeros", HALF_PIXEL, 0, 0, 2, 2, 2, 2, 5, 0),
        of(THREE_BY_TWO, DIAGONAL, "nearest zeros", ALIGN_CORNERS, 0, 0, 2, 2, 2, 2, 5, 5),
        of(
            THREE_BY_TWO,
            DIAGONAL,
            "bilinear zeros",
            HALF_PIXEL,
            0,
            .5,
            1.7,
            2.5,
            2.5,
            1.7,
            4.5,
            1.25),
        of(
            THREE_BY_TWO,
            DIAGONAL,
            "bilinear zeros",
            ALIGN_CORNERS,
            0,
            1.25,
            2,
            2.5,
            2.5,
            2,
            3.75,
            5),
        of(
            THREE_BY_TWO,
            DIAGONAL,
            "bicubic zeros",
            HALF_PIXEL,
            -.140625,
            .3828125,
            1.755552,
            2.96875,
            2.96875,
            1.755552,
            5.1445313,
            1.390625),
        of(
            THREE_BY_TWO,
            DIAGONAL,
            "bicubic zeros",
            ALIGN_CORNERS,
            0,
            1.213013,
            2.18912,
            2.96875,
            2.96875,
            2.18912,
            5.0247803,
            5));
  }

  static Stream<Arguments> otherModes() {
    return Stream.of(
        of(THREE_BY_TWO, SCATTERED, "nearest zeros", HALF_PIXEL, 0, 0, 2, 3, 4, 3, 4, 4),
        of(THREE_BY_TWO, SCATTERED, "nearest zeros", ALIGN_CORNERS, 0, 0, 2, 3, 2, 3, 4, 4),
        of(
            THREE_BY_TWO,
            SCATTERED,
            "bilinear zeros",
            HALF_PIXEL,
            0,
            .45,
            1.8,
            2.4,
            3.7,
            2.1,
            3.7,
            1),
        of(
            THREE_BY_TWO,
            SCATTERED,
            "bilinear zeros",
            ALIGN_CORNERS,
            .4,
            1.2,
            2.05,
            2.85,
            3.3,
            2.2,
            3.35,
            4),
        of(
            THREE_BY_TWO,
            SCATTERED,
            "bicubic zeros",
            HALF_PIXEL,
            -.17325,
            .284265,
            1.923105,
            2.568,
            5.170375,
            2.284413,
            4.744844,
            1.046875),
        of(
            THREE_BY_TWO,
            SCATTERED,
            "bicubic zeros",
            ALIGN_CORNERS,
            .304,
            1.12875,
            2.26627,
            3.144844,
            4.5315,
            2.45536,
            4.599819,
            4));
  }

  static Stream<Arguments> volumes() {
    return Stream.of(
        of(
            VOLUME,
            IN_VOLUME,
            "nearest zeros",
            HALF_PIXEL,
            1,
            5,
            1,
            0,
            5,
            12,
            5,
            5,
            5,
            0,
            5,
            0,
            12,
            9,
            0,
            8),
        of(
            VOLUME,
            IN_VOLUME,
            "nearest zeros",
            ALIGN_CORNERS,
            1,
            5,
            1,
            2,
            5,
            12,
            5,
            5,
            5,
            7,
            5,
            8,
            12,
            9,
            12,
            8),
        of(
            VOLUME,
            IN_VOLUME,
            "bilinear zeros",
            HALF_PIXEL,
            .125,
            3.4,
            2,
            .45,
            4.7,
            10.9,
            6.5,
            3,
            6.5,
            1.75,
            4.7,
            3.3,
            11,
            2.52,
            1.5,
            5.49),
        of(
            VOLUME,
            IN_VOLUME,
            "bilinear zeros",
            ALIGN_CORNERS,
            1,
            6.7,
            3.75,
            2.4,
            5.4,
            9.3,
            6.5,
            6,
            6.5,
            7,
            5.4,
            6.6,
            9.25,
            8.4,
            12,
            6.1));
  }

  static Stream<Arguments> images() {
    double[] steps = {-1, -.6, -.2, .2, .6, 1};
    double[] grid = new double[72];
    for (int i = 0; i < 36; i++) {
      grid[2 * i] = steps[i % 6];
      grid[2 * i + 1] = steps[i / 6];
    }
    return Stream.of(
        of(
            FOUR_BY_FOUR,
            grid,
            "bilinear zeros",
            HALF_PIXEL,
            0,
            .15,
            .55,
            .95,
            1.35,
            .75,
            .6,
            1.5,
            2.3,
            3.1,
            3.9,
            2.1,
            2.2,
            4.7,
            5.5,
            6.3,
            7.1,
            3.7,
            3.8,
            7.9,
            8.7,
            9.5,
            10.3,
            5.3,
            5.4,
            11.1,
            11.9,
            12.7,
            13.5,
            6.9,
            3,
            6.15,
            6.55,
            6.95,
            7.35,
            3.75));
  }

  @ParameterizedTest(name = "{2} {3}")
  @MethodSource({"images", "paddingModes", "modes", "otherModes", "volumes"})
  void givesTheSpecifiedNumbers(
      Value u, double[] grid, String setting, PixelCoordinates coordinates, double[] expected) {
    String[] names = setting.split(" ", -1);
    Sampler sampler = new Sampler(Kernel.byName(names[0]), Padding.byName(names[1]), coordinates);
    int dimensions = u.shape().numDimensions() - 2;
    long[] points = new long[dimensions + 2];
    Arrays.fill(points, 1);
    points[dimensions] = expected.length;
    points[dimensions + 1] = dimensions;

    Value v =
        new Evaluation<>(TFloat64.class, (tf, in) -> sampler.sample(tf, in.get(0), in.get(1)))
            .inGraph(u, Value.of(grid, points));

    v.mustEqual(new Value(v.shape(), expected), DIGITS);
  }
}
