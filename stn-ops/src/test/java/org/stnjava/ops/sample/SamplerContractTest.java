package org.stnjava.ops.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.stnjava.ops.sample.SamplerCase.BATCH;
import static org.stnjava.ops.sample.SamplerCase.CHANNELS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.GradientCheck;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** The numeric contract, for every kernel, padding, convention and number of axes. */
class SamplerContractTest {

  private static final String ALL = "org.stnjava.ops.sample.SamplerCase#all";
  private static final String CONTINUED = "org.stnjava.ops.sample.SamplerCase#continued";
  private static final String FILLED = "org.stnjava.ops.sample.SamplerCase#filled";

  private static final double[] STRANGE = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 3e38, -3e38, 1e20, -1e9
  };

  @ParameterizedTest(name = "{0}, seed 3")
  @MethodSource(ALL)
  void gradientOfTheImageMatchesCentralDifferences(SamplerCase c) {
    GradientCheck.of(
            3, 0, (tf, in) -> c.sampler().sample(tf, in.get(0), in.get(1)), c.image(3), c.grid(3))
        .mustAgree();
  }

  @ParameterizedTest(name = "{0}, seed 5")
  @MethodSource(ALL)
  void gradientOfTheGridMatchesCentralDifferences(SamplerCase c) {
    GradientCheck.of(
            5, 1, (tf, in) -> c.sampler().sample(tf, in.get(0), in.get(1)), c.image(5), c.grid(5))
        .mustAgree();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(ALL)
  void identityGivesTheImageBitForBit(SamplerCase c) {
    Value u = float32(c.image(7));

    Value v = c.in(TFloat32.class).inGraph(u, pixelGrid(c, 0));

    v.mustEqual(u, Tolerance.EXACT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(ALL)
  void shiftByAWholePixelIsExact(SamplerCase c) {
    Value u = float32(c.image(9));

    Value v = c.in(TFloat32.class).inGraph(u, pixelGrid(c, 1));

    v.mustEqual(shifted(c, u), Tolerance.EXACT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(CONTINUED)
  void constantImageStaysConstant(SamplerCase c) {
    Value u = Value.random(1, 0.7, 0.7, c.imageShape());

    Value v = c.in(TFloat64.class).inGraph(u, c.grid(1));

    v.mustEqual(Value.random(1, 0.7, 0.7, c.outputShape()), Tolerance.FLOAT64);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(FILLED)
  void strangeCoordinateGivesTheFillAndNoGradient(SamplerCase c) {
    Value ones = Value.random(1, 1, 1, c.outputShape());
    Sampled.Input input = new Sampled.Input(c.image(11), strange(c), ones);

    Sampled sampled = Sampled.of(TFloat32.class, c.sampler(), input);

    sampled.v().mustEqual(filled(c), Tolerance.EXACT);
    assertThat(Arrays.stream(sampled.du().data())).allMatch(x -> x == 0);
    assertThat(Arrays.stream(sampled.dgrid().data())).allMatch(x -> x == 0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(CONTINUED)
  void strangeCoordinateReadsPixelsWithFiniteGradients(SamplerCase c) {
    Value ones = Value.random(1, 1, 1, c.outputShape());
    Sampled.Input input = new Sampled.Input(c.image(13), strange(c), ones);

    Sampled sampled = Sampled.of(TFloat32.class, c.sampler(), input);

    assertThat(Arrays.stream(sampled.v().data())).allMatch(x -> Math.abs(x) < 3);
    assertThat(Arrays.stream(sampled.du().data()).sum())
        .isCloseTo(ones.data().length, within(1e-3));
    assertThat(Arrays.stream(sampled.dgrid().data())).allMatch(Double::isFinite);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(ALL)
  void imagesOfABatchAreApart(SamplerCase c) {
    Value dv = Value.random(17, -1, 1, c.outputShape());
    Sampled.Input plain = new Sampled.Input(c.image(15), c.grid(15), dv);
    Sampled.Input broken =
        new Sampled.Input(brokenFirst(plain.u()), brokenFirst(plain.grid()), brokenFirst(dv));

    List<Sampled> both = Sampled.all(TFloat32.class, c.sampler(), List.of(plain, broken), 0);

    Sampled before = both.get(0);
    Sampled after = both.get(1);
    assertThat(secondImage(after.v())).containsExactly(secondImage(before.v()));
    assertThat(secondImage(after.du())).containsExactly(secondImage(before.du()));
    assertThat(secondImage(after.dgrid())).containsExactly(secondImage(before.dgrid()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(ALL)
  void modesAndUnknownSizesGiveTheSame(SamplerCase c) {
    Evaluation<TFloat64> in = c.in(TFloat64.class);
    Value u = c.image(19);
    Value grid = c.grid(19);

    Value v = in.inGraph(u, grid);

    // Graphs are rewritten before they run: the order of a product's factors, for one.
    in.eagerly(u, grid).mustEqual(v, Tolerance.FLOAT64);
    in.inGraphOfUnknownSizes(u, grid).mustEqual(v, Tolerance.FLOAT64);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(ALL)
  void axesOfOnePixelAndEmptyBatchesHaveAnOutput(SamplerCase c) {
    long[] single = c.imageShape();
    Arrays.fill(single, 1, c.dimensions() + 1, 1);
    long[] none = c.imageShape();
    none[0] = 0;
    long[] noPoints = c.gridShape();
    noPoints[0] = 0;
    Evaluation<TFloat32> in = c.in(TFloat32.class);

    Value one = in.inGraph(Value.random(1, 2, 2, single), pointsAtTheMiddle(c));
    Value empty = in.inGraph(Value.random(1, 0, 1, none), Value.random(1, 0, 1, noPoints));

    assertThat(one.data()).containsOnly(2);
    assertThat(empty.data()).isEmpty();
  }

  /** Mirrored grids read mirrored images. */
  @ParameterizedTest(name = "{0}")
  @MethodSource(ALL)
  void mirroringImageAndGridChangesNothing(SamplerCase c) {
    Value u = c.image(21);
    Value grid = c.grid(21);
    double[] negative = Arrays.stream(grid.data()).map(x -> -x).toArray();

    Value v = c.in(TFloat64.class).inGraph(u, grid);
    Value mirrored = c.in(TFloat64.class).inGraph(mirrored(u), new Value(grid.shape(), negative));

    mirrored.mustEqual(v, Tolerance.FLOAT64);
  }

  private static Value mirrored(Value u) {
    int perImage = u.data().length / BATCH;
    double[] data = new double[u.data().length];
    for (int i = 0; i < data.length; i++) {
      int pixel = i % perImage / CHANNELS;
      int mirror = perImage / CHANNELS - 1 - pixel;
      data[i / perImage * perImage + mirror * CHANNELS + i % CHANNELS] = u.data()[i];
    }
    return new Value(u.shape(), data);
  }

  private static Value filled(SamplerCase c) {
    Value v = Value.random(1, 0, 0, c.outputShape());
    for (int i = 0; i < v.data().length && c.padding().equals("constant"); i++) {
      v.data()[i] = i % CHANNELS == 0 ? 0.3f : -0.7f;
    }
    return v;
  }

  private static Value brokenFirst(Value value) {
    double[] data = value.data().clone();
    Arrays.fill(data, 0, data.length / BATCH, Double.NaN);
    return new Value(value.shape(), data);
  }

  private static double[] secondImage(Value value) {
    int half = value.data().length / BATCH;
    return Arrays.copyOfRange(value.data(), half, 2 * half);
  }

  private static Value pointsAtTheMiddle(SamplerCase c) {
    return Value.random(1, 0, 0, c.gridShape());
  }

  /** Every point has a coordinate that is strange for the padding and a plain one. */
  private static Value strange(SamplerCase c) {
    Value grid = c.grid(23);
    int d = c.dimensions();
    for (int point = 0; point * d < grid.data().length; point++) {
      grid.data()[point * d + point % d] = STRANGE[point % STRANGE.length];
    }
    return grid;
  }

  /** The centers of all pixels, moved by whole pixels along x. */
  private static Value pixelGrid(SamplerCase c, int shift) {
    List<Double> data = new ArrayList<>();
    for (int image = 0; image < BATCH; image++) {
      for (int pixel = 0; pixel < count(c); pixel++) {
        int rest = pixel;
        for (int axis = 0; axis < c.dimensions(); axis++) {
          int n = c.size().get(c.dimensions() - 1 - axis);
          data.add(normalized(c, rest % n + (axis == 0 ? shift : 0), n));
          rest /= n;
        }
      }
    }
    long[] shape = c.imageShape();
    shape[shape.length - 1] = c.dimensions();
    return Value.of(data.stream().mapToDouble(Double::doubleValue).toArray(), shape);
  }

  private static double normalized(SamplerCase c, int pixel, int n) {
    return c.sampler().coordinates() == PixelCoordinates.HALF_PIXEL
        ? (2.0 * pixel + 1) / n - 1
        : 2.0 * pixel / (n - 1) - 1;
  }

  private static int count(SamplerCase c) {
    return c.size().stream().reduce(1, (a, b) -> a * b);
  }

  private static Value shifted(SamplerCase c, Value u) {
    int width = c.size().get(c.dimensions() - 1);
    double[] data = new double[u.data().length];
    for (int i = 0; i < data.length; i++) {
      int x = i / CHANNELS % width;
      boolean edge = x == width - 1;
      data[i] = edge ? outside(c, u, i, width) : u.data()[i + CHANNELS];
    }
    return new Value(u.shape(), data);
  }

  private static double outside(SamplerCase c, Value u, int i, int width) {
    boolean atCenters = c.sampler().coordinates() == PixelCoordinates.ALIGN_CORNERS;
    return switch (c.padding()) {
      case "zeros" -> 0;
      case "constant" -> i % CHANNELS == 0 ? 0.3f : -0.7f;
      case "border" -> u.data()[i];
      default -> u.data()[atCenters && width > 1 ? i - CHANNELS : i];
    };
  }

  private static Value float32(Value value) {
    return new Value(value.shape(), Arrays.stream(value.data()).map(x -> (float) x).toArray());
  }
}
