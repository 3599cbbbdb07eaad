package org.stnjava.ops.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.interpolation.Tap;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.GradientCheck;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

class KernelTest {

  /** A kernel of a user's own. */
  private record Cosine() implements Kernel {
    @Override
    public String name() {
      return "cosine";
    }

    @Override
    public double radius() {
      return 1;
    }

    /** The weights cos²(πd/2) of the two nearest pixels, which sum to 1. */
    @Override
    public <T extends TFloating> List<Tap<T, T>> taps(Ops tf, Operand<T> x) {
      Operand<T> left = tf.math.floor(x);
      Operand<T> quarterTurn = tf.dtypes.cast(tf.constant(Math.PI / 2), x.type());
      Operand<T> sine = tf.math.sin(tf.math.mul(quarterTurn, tf.math.sub(x, left)));
      Operand<T> right = tf.math.mul(sine, sine);
      Operand<T> one = tf.dtypes.cast(tf.constant(1), x.type());
      return List.of(
          new Tap<>(left, tf.math.sub(one, right)), new Tap<>(tf.math.add(left, one), right));
    }
  }

  private static final Value ROW = Value.of(new double[] {1, 5, 2}, 1, 1, 3, 1);

  private static double[] read(Sampler sampler, double... xs) {
    double[] grid = new double[2 * xs.length];
    for (int i = 0; i < xs.length; i++) {
      grid[2 * i] = xs[i];
    }
    return new Evaluation<>(TFloat64.class, (tf, in) -> sampler.sample(tf, in.get(0), in.get(1)))
        .inGraph(ROW, Value.of(grid, 1, 1, xs.length, 2))
        .data();
  }

  @Test
  void ofAUserTakesTheirPlaceWithEveryPadding() {
    Sampler own =
        Sampler.bilinear().withKernel(new Cosine()).withCoordinates(PixelCoordinates.ALIGN_CORNERS);
    double[] points = {-1, -0.5, 0, 0.5, 1.5};

    assertThat(read(own, points)).satisfies(v -> near(v, 1, 3, 5, 3.5, 1));
    assertThat(read(own.withPadding(Padding.border()), points))
        .satisfies(v -> near(v, 1, 3, 5, 3.5, 2));
    assertThat(read(own.withPadding(Padding.reflection()), points))
        .satisfies(v -> near(v, 1, 3, 5, 3.5, 3.5));
    GradientCheck.of(
            1,
            1,
            (tf, in) -> own.sample(tf, in.get(0), in.get(1)),
            Value.random(1, -1, 1, 1, 4, 5, 2),
            Value.random(2, -0.9, 0.9, 1, 3, 2, 2))
        .mustAgree();
  }

  private static void near(double[] actual, double... expected) {
    Value.of(actual, actual.length).mustEqual(Value.of(expected, actual.length), Tolerance.FLOAT64);
  }

  @Test
  void ofTheNearestPixelTakesTheEvenOneOfTwo() {
    Sampler nearest =
        Sampler.bilinear()
            .withKernel(Kernel.NEAREST)
            .withCoordinates(PixelCoordinates.ALIGN_CORNERS);

    // Pixels -0.5, 0.5, 1.5 and 2.5.
    assertThat(read(nearest, -1.5, -0.5, 0.5, 1.5)).containsExactly(1, 1, 2, 2);
  }

  /** Halfway between two pixels, but for the rounding of the coordinate. */
  @ParameterizedTest(name = "{0} pixels, {1}, x = {2}")
  @CsvSource({
    "7, HALF_PIXEL, -0.42857143, 1",
    "12, HALF_PIXEL, -0.33333334, 3",
    "7, ALIGN_CORNERS, -0.8333333, 1",
    "10, ALIGN_CORNERS, -0.6666667, 1"
  })
  void ofTheNearestPixelTakesTheOneThatPyTorchTakes(
      int pixels, PixelCoordinates coordinates, float x, int expected) {
    Sampler nearest = Sampler.bilinear().withKernel(Kernel.NEAREST).withCoordinates(coordinates);
    Value numbered =
        Value.of(IntStream.range(0, pixels).asDoubleStream().toArray(), 1, 1, pixels, 1);

    Value v =
        new Evaluation<>(TFloat32.class, (tf, in) -> nearest.sample(tf, in.get(0), in.get(1)))
            .inGraph(numbered, Value.of(new double[] {x, 0}, 1, 1, 1, 2));

    assertThat(v.data()).containsExactly(expected);
  }

  @Test
  void ofTheNearestPixelRoundsTheReflectedCoordinate() {
    Sampler nearest =
        Sampler.bilinear().withKernel(Kernel.NEAREST).withPadding(Padding.reflection());

    // Pixel -1.5 of 3 is the mirror image of 0.5, which is nearest to pixel 0: -2 would be 1.
    assertThat(read(nearest, (2 * -1.5 + 1) / 3 - 1)).containsExactly(1);
  }

  @Test
  void ofTheNearestPixelHasNoGradientToTheGrid() {
    Sampled sampled =
        Sampled.of(
            TFloat64.class,
            Sampler.bilinear().withKernel(Kernel.NEAREST),
            new Sampled.Input(
                Value.random(1, -1, 1, 1, 4, 5, 2),
                Value.random(2, -1, 1, 1, 3, 2, 2),
                Value.random(3, -1, 1, 1, 3, 2, 2)));

    assertThat(sampled.dgrid().data()).containsOnly(0);
  }

  @Test
  void hasNoGradientBeyondTheBorderFromTheOuterCenterOn() {
    Sampler border = Sampler.bilinear().withPadding(Padding.border());
    // The first pixel's center is at -2/3, the last one's at 2/3.
    double[] grid = {-2.0 / 3, 0, -0.9, 0, 2.0 / 3, 0, 5, 0, -0.5, 0};

    Sampled sampled =
        Sampled.of(
            TFloat64.class,
            border,
            new Sampled.Input(ROW, Value.of(grid, 1, 1, 5, 2), Value.random(1, 1, 1, 1, 1, 5, 1)));

    double[] dx = new double[5];
    for (int i = 0; i < dx.length; i++) {
      dx[i] = sampled.dgrid().data()[2 * i];
    }
    // Pixels 0 and 1 differ by 4; a normalized unit is 1.5 pixels.
    assertThat(dx).containsExactly(0, 0, 0, 0, 6);
  }
}
