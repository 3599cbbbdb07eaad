package org.stnjava.ops.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.transform.Affine;
import org.stnjava.ops.transform.Affine3d;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.GradientCheck;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class AntialiasingTest {

  private static final Sampler PLAIN = Sampler.bilinear().withPadding(Padding.border());
  private static final Sampler MIPMAP = PLAIN.withAntialiasing(Antialiasing.mipmap());
  private static final Sampler MULTI = PLAIN.withAntialiasing(Antialiasing.multiSample(8, 1));
  private static final int SUPERSAMPLES = 16;

  static Stream<Sampler> filters() {
    return Stream.of(MIPMAP, MULTI);
  }

  /** A zone plate: every frequency up to one that no grid of half the size can show. */
  private static Value zonePlate(int height, int width) {
    double[] data = new double[height * width];
    for (int i = 0; i < data.length; i++) {
      double x = (double) (i % width) / width;
      double y = Math.floorDiv(i, width) / (double) height;
      data[i] = 0.5 + 0.5 * Math.cos(0.5 * Math.PI * (x * x * width + y * y * height));
    }
    return Value.of(data, 1, height, width, 1);
  }

  private static Value shrunk(Sampler sampler, Value u, int height, int width) {
    GridGenerator generator = GridGenerator.of(new Affine(), height, width);
    float c = (float) Math.cos(0.3);
    float s = (float) Math.sin(0.3);
    return new Evaluation<>(
            TFloat32.class,
            (tf, in) -> sampler.sample(tf, in.get(0), generator.generate(tf, in.get(1))))
        .inGraph(u, Value.repeated(1, 0.9f * c, -0.9f * s, 0, 0.9f * s, 0.9f * c, 0));
  }

  /** Means of 16 x 16 points for each of the output's. */
  private static Value supersampled(Value u, int height, int width) {
    Value fine = shrunk(PLAIN, u, height * SUPERSAMPLES, width * SUPERSAMPLES);
    double[] data = new double[height * width];
    for (int i = 0; i < fine.data().length; i++) {
      int x = i % (width * SUPERSAMPLES) / SUPERSAMPLES;
      int y = i / (width * SUPERSAMPLES) / SUPERSAMPLES;
      data[y * width + x] += fine.data()[i] / (SUPERSAMPLES * SUPERSAMPLES);
    }
    return Value.of(data, 1, height, width, 1);
  }

  private static double rootMeanSquare(Value a, Value b) {
    double sum = 0;
    for (int i = 0; i < a.data().length; i++) {
      sum += Math.pow(a.data()[i] - b.data()[i], 2);
    }
    return Math.sqrt(sum / a.data().length);
  }

  @ParameterizedTest(name = "{0}x{1}")
  @CsvSource({"9, 13", "61, 49", "27, 140"})
  void mipmapChangesNothingWhereTheGridIsNotCoarser(int height, int width) {
    Value u = Value.random(1, -1, 1, 2, height, width, 2);
    Arrays.setAll(u.data(), i -> (float) u.data()[i]);
    GridGenerator generator = GridGenerator.of(new Affine(), height, width);
    Value identity = Value.repeated(2, new Affine().identityTheta());

    Value v =
        new Evaluation<>(
                TFloat32.class,
                (tf, in) -> MIPMAP.sample(tf, in.get(0), generator.generate(tf, in.get(1))))
            .inGraph(u, identity);

    v.mustEqual(u, Tolerance.EXACT);
  }

  @Test
  void mipmapReadsMeansOfTwoPixelsASideAtHalfTheSize() {
    Value u = Value.random(2, -1, 1, 1, 8, 12, 1);
    GridGenerator generator = GridGenerator.of(new Affine(), 4, 6);

    Value v =
        new Evaluation<>(
                TFloat64.class,
                (tf, in) -> MIPMAP.sample(tf, in.get(0), generator.generate(tf, in.get(1))))
            .inGraph(u, Value.repeated(1, new Affine().identityTheta()));

    double mean = (u.data()[0] + u.data()[1] + u.data()[12] + u.data()[13]) / 4;
    assertThat(v.data()[0]).isCloseTo(mean, within(1e-9));
  }

  @Test
  void mipmapReadsMeansOfEightVoxelsAtHalfTheSize() {
    Value u = Value.random(2, -1, 1, 1, 4, 6, 8, 1);
    GridGenerator generator = GridGenerator.of(new Affine3d(), Shape.of(2, 3, 4));

    Value v =
        new Evaluation<>(
                TFloat64.class,
                (tf, in) -> MIPMAP.sample(tf, in.get(0), generator.generate(tf, in.get(1))))
            .inGraph(u, Value.repeated(1, new Affine3d().identityTheta()));

    double sum = 0;
    for (int corner : new int[] {0, 1, 8, 9, 48, 49, 56, 57}) {
      sum += u.data()[corner];
    }
    assertThat(v.data()[0]).isCloseTo(sum / 8, within(1e-9));
  }

  @Test
  void mipmapReflectsAtTheEndsOfTheImageAndNotAtThoseOfALevel() {
    Sampler sampler =
        MIPMAP.withPadding(Padding.reflection()).withCoordinates(PixelCoordinates.ALIGN_CORNERS);
    Value u = Value.random(3, -1, 1, 1, 1, 16, 1);
    double[] beyond = {1.05, 0, 1.5, 0, 1.95, 0, 2.4, 0};
    double[] inside = {0.95, 0, 0.5, 0, 0.05, 0, -0.4, 0};
    Evaluation<TFloat64> sampling =
        new Evaluation<>(TFloat64.class, (tf, in) -> sampler.sample(tf, in.get(0), in.get(1)));

    sampling
        .inGraph(u, Value.of(beyond, 1, 1, 4, 2))
        .mustEqual(sampling.inGraph(u, Value.of(inside, 1, 1, 4, 2)), Tolerance.FLOAT64);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("filters")
  void errorAgainstSupersamplingIsLessThanHalf(Sampler filter) {
    Value u = zonePlate(96, 128);

    for (int factor : new int[] {4, 8}) {
      Value exact = supersampled(u, 96 / factor, 128 / factor);
      double plain = rootMeanSquare(shrunk(PLAIN, u, 96 / factor, 128 / factor), exact);
      double filtered = rootMeanSquare(shrunk(filter, u, 96 / factor, 128 / factor), exact);

      assertThat(filtered).isLessThan(plain / 2);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("filters")
  void constantImagesStayConstantInSpaceToo(Sampler filter) {
    Value u = Value.random(1, 0.7, 0.7, 2, 9, 6, 5, 1);
    Value grid = Value.random(3, -1.5, 1.5, 2, 2, 3, 4, 3);

    Value v =
        new Evaluation<>(TFloat64.class, (tf, in) -> filter.sample(tf, in.get(0), in.get(1)))
            .inGraph(u, grid);

    v.mustEqual(Value.random(1, 0.7, 0.7, 2, 2, 3, 4, 1), Tolerance.FLOAT64);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("filters")
  void sizesMayBeUnknown(Sampler filter) {
    Value u = Value.random(4, -1, 1, 2, 9, 7, 2);
    Value grid = Value.random(5, -1.5, 1.5, 2, 3, 4, 2);
    Evaluation<TFloat64> sampling =
        new Evaluation<>(TFloat64.class, (tf, in) -> filter.sample(tf, in.get(0), in.get(1)));

    sampling.inGraphOfUnknownSizes(u, grid).mustEqual(sampling.inGraph(u, grid), Tolerance.FLOAT64);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("filters")
  void gradientOfTheImageMatchesCentralDifferences(Sampler filter) {
    for (Value[] in :
        List.of(
            new Value[] {
              Value.random(6, -1, 1, 1, 6, 7, 2), Value.random(7, -1.5, 1.5, 1, 3, 2, 2)
            },
            new Value[] {
              Value.random(6, -1, 1, 1, 3, 4, 5, 1), Value.random(7, -1.5, 1.5, 1, 2, 2, 2, 3)
            })) {
      GradientCheck.of(6, 0, (tf, inputs) -> filter.sample(tf, inputs.get(0), inputs.get(1)), in)
          .mustAgree();
    }
  }

  @Test
  void multiSampleGivesTheSlopeOfALinearImage() {
    double[] ramp = new double[20 * 30];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = 3 * (i % 30) - 2 * Math.floorDiv(i, 30);
    }
    Sampled.Input input =
        new Sampled.Input(
            Value.of(ramp, 1, 20, 30, 1),
            Value.random(8, -0.2, 0.2, 1, 1, 1, 2),
            Value.random(9, 1, 1, 1, 1, 1, 1));

    Sampled sampled = Sampled.of(TFloat64.class, MULTI, input);

    // A normalized unit is 15 pixels along x and 10 along y.
    assertThat(sampled.dgrid().data()[0]).isCloseTo(3.0 * 15, within(1e-9));
    assertThat(sampled.dgrid().data()[1]).isCloseTo(-2.0 * 10, within(1e-9));
    double x = input.grid().data()[0] * 15 + 14.5;
    double y = input.grid().data()[1] * 10 + 9.5;
    assertThat(sampled.v().data()[0]).isCloseTo(3 * x - 2 * y, within(1e-9));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("filters")
  void strangeCoordinatesAreHarmless(Sampler filter) {
    double nan = Double.NaN;
    double inf = Double.POSITIVE_INFINITY;
    Value grid =
        Value.of(new double[] {nan, 0, inf, 0, 0, -inf, 3e38, -3e38, 0.1, 0.2, 0, nan}, 1, 3, 2, 2);
    Sampled.Input input =
        new Sampled.Input(
            Value.random(1, 1, 2, 1, 5, 7, 2), grid, Value.random(1, 1, 1, 1, 3, 2, 2));

    Sampled zeros = Sampled.of(TFloat32.class, filter.withPadding(Padding.zeros()), input);

    for (int i : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 10, 11}) {
      assertThat(zeros.v().data()[i]).isZero();
      assertThat(zeros.dgrid().data()[i]).isZero();
    }
    assertThat(Sampled.of(TFloat32.class, filter, input).v().data())
        .satisfies(v -> assertThat(v).hasSize(12).doesNotContain(nan));
  }

  @Test
  void multiSampleNeedsFourSamples() {
    assertThatThrownBy(() -> Antialiasing.multiSample(3, 1))
        .hasMessage(
            "samples: expected at least 4, as a plane in space has 4 parameters, but got 3");
  }

  /** Prints the table of docs/antialiasing.md. */
  @Test
  @Tag("slow")
  void printsErrorsAgainstSupersampling() {
    Value u = zonePlate(384, 512);
    List<Sampler> samplers =
        List.of(
            PLAIN,
            PLAIN.withKernel(Kernel.BICUBIC),
            MIPMAP,
            MULTI,
            PLAIN.withAntialiasing(Antialiasing.multiSample(32, 1)));

    for (int factor : new int[] {2, 4, 8}) {
      Value exact = supersampled(u, 384 / factor, 512 / factor);
      StringBuilder row = new StringBuilder("| " + factor);
      for (Sampler sampler : samplers) {
        double error = rootMeanSquare(shrunk(sampler, u, 384 / factor, 512 / factor), exact);
        row.append(String.format(Locale.ROOT, " | %.4f", error));
        assertThat(error).isPositive();
      }
      System.out.println(row + " |");
    }
  }
}
