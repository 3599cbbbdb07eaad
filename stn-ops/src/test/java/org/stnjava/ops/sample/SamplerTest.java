package org.stnjava.ops.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stnjava.ops.coordinate.PixelCoordinates.ALIGN_CORNERS;
import static org.stnjava.ops.coordinate.PixelCoordinates.HALF_PIXEL;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.transform.Affine;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.GradientCheck;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

class SamplerTest {

  private static final Sampler SAMPLER = Sampler.bilinear();
  private static final Sampler MIPMAP = SAMPLER.withAntialiasing(Antialiasing.mipmap());
  private static final Sampler MULTI = SAMPLER.withAntialiasing(Antialiasing.multiSample(8, 1));

  private static <T extends TFloating> Evaluation<T> sampling(Class<T> type, Sampler sampler) {
    return new Evaluation<>(type, (tf, in) -> sampler.sample(tf, in.get(0), in.get(1)));
  }

  /** Grid and sampler together: inputs are u and θ, the output has the given size. */
  private static <T extends TFloating> Evaluation<T> warping(
      Class<T> type, Sampler sampler, int height, int width) {
    GridGenerator generator = new GridGenerator(new Affine(), height, width, sampler.coordinates());
    return new Evaluation<>(
        type, (tf, in) -> sampler.sample(tf, in.get(0), generator.generate(tf, in.get(1))));
  }

  private static Value shift(double x, double y) {
    return Value.of(new double[] {1, 0, x, 0, 1, y}, 1, 6);
  }

  @Nested
  class Exactness {

    @ParameterizedTest(name = "{0}x{1}")
    @CsvSource({
      "1, 1", "1, 9", "9, 1", "2, 3", "28, 27", "42, 41", "60, 59", "61, 49", "3, 640", "1999, 2"
    })
    void returnsItsInputUnderTheIdentity(int height, int width) {
      Value u = Value.random(height, -1, 1, 2, height, width, 3);
      for (PixelCoordinates coordinates : PixelCoordinates.values()) {
        Sampler sampler = SAMPLER.withCoordinates(coordinates);

        Value v =
            warping(TFloat32.class, sampler, height, width)
                .inGraph(u, Value.repeated(2, new Affine().identityTheta()));

        v.mustEqual(float32(u), Tolerance.EXACT);
      }
    }

    @ParameterizedTest(name = "{0}x{1}")
    @CsvSource({"6, 9", "27, 14", "61, 49", "3, 1001"})
    void shiftsByWholePixelsExactly(int height, int width) {
      Value u = Value.random(width, -1, 1, 1, height, width, 2);
      for (PixelCoordinates coordinates : PixelCoordinates.values()) {
        int edge = coordinates == HALF_PIXEL ? 0 : 1;
        Value theta = shift(2.0 * 3 / (width - edge), -2.0 * 1 / (height - edge));

        Value v =
            warping(TFloat32.class, SAMPLER.withCoordinates(coordinates), height, width)
                .inGraph(u, theta);

        v.mustEqual(shifted(float32(u), 3, -1), Tolerance.EXACT);
      }
    }

    private static Value shifted(Value u, int dx, int dy) {
      int height = (int) u.shape().get(1);
      int width = (int) u.shape().get(2);
      int channels = (int) u.shape().get(3);
      double[] data = new double[u.data().length];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          boolean inside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height;
          for (int c = 0; c < channels && inside; c++) {
            data[(y * width + x) * channels + c] =
                u.data()[((y + dy) * width + x + dx) * channels + c];
          }
        }
      }
      return new Value(u.shape(), data);
    }

    private static Value float32(Value value) {
      return new Value(value.shape(), Arrays.stream(value.data()).map(x -> (float) x).toArray());
    }
  }

  @Nested
  class Gradients {

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("org.stnjava.testing.Seeds#twenty")
    void ofTheImageMatchesCentralDifferences(long seed) {
      GradientCheck.of(
              seed,
              0,
              (tf, in) -> SAMPLER.sample(tf, in.get(0), in.get(1)),
              Value.random(seed, -1, 1, 2, 3, 5, 2),
              points(seed, 3, 5))
          .mustAgree();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("org.stnjava.testing.Seeds#twenty")
    void ofTheGridMatchesCentralDifferences(long seed) {
      Sampler sampler = SAMPLER.withPadding(Padding.constant(0.3f, -0.7f));

      GradientCheck.of(
              seed,
              1,
              (tf, in) -> sampler.sample(tf, in.get(0), in.get(1)),
              Value.random(seed, -1, 1, 2, 3, 5, 2),
              points(seed, 3, 5))
          .mustAgree();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("org.stnjava.testing.Seeds#twenty")
    void ofThetaMatchesCentralDifferences(long seed) {
      GridGenerator generator = GridGenerator.of(new Affine(), 4, 3);
      Value theta = Value.random(seed, -1, 1, 2, 6);

      GradientCheck.of(
              seed,
              1,
              (tf, in) -> SAMPLER.sample(tf, in.get(0), generator.generate(tf, in.get(1))),
              Value.random(seed, -1, 1, 2, 6, 5, 3),
              theta)
          .mustAgree();
    }

    @ParameterizedTest(name = "off by {0}")
    @ValueSource(doubles = {0, 0x1p-52, -0x1p-52})
    void atAKinkIsTheDerivativeFromTheRight(double rounding) {
      Value u = Value.of(new double[] {1, 4, 9, 25}, 1, 1, 4, 1);
      Value center = Value.of(new double[] {-0.25 + rounding, 0}, 1, 1, 1, 2);

      Value gradient =
          sampling(TFloat64.class, SAMPLER)
              .gradient(1, Value.of(new double[] {1}, 1, 1, 1, 1), u, center);

      // Pixel 1 of 4; 2 pixels a normalized unit: (9 - 4) * 2.
      assertThat(gradient.data()[0]).isEqualTo(10);
    }

    /** Points in and around the image, more than 1e-3 pixels away from every kink. */
    private static Value points(long seed, int height, int width) {
      Value grid = Value.random(seed + 100, -1.4, 1.4, 2, 3, 4, 2);
      for (int i = 0; i < grid.data().length; i++) {
        int size = i % 2 == 0 ? width : height;
        double pixel = ((grid.data()[i] + 1) * size - 1) / 2;
        if (Math.abs(pixel - Math.rint(pixel)) < 1e-3) {
          grid.data()[i] += 5e-3;
        }
      }
      return grid;
    }
  }

  @Nested
  class WhenTheGridLeavesTheImage {

    private static final double[] STRANGE = {
      Double.NaN,
      0,
      0,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      0,
      0,
      Double.NEGATIVE_INFINITY,
      3e38,
      0,
      0,
      -3e38,
      -3e38,
      3e38,
      Double.NaN,
      Double.NaN
    };

    @ParameterizedTest
    @EnumSource
    void givesZeroAndNoGradientAtPointsThatAreNotFinite(PixelCoordinates coordinates) {
      Value u = Value.random(1, 1, 2, 1, 3, 5, 2);
      Value grid = Value.of(STRANGE, 1, 4, 2, 2);
      Evaluation<TFloat32> sampling =
          sampling(TFloat32.class, SAMPLER.withCoordinates(coordinates));
      Value ones = Value.random(1, 1, 1, 1, 4, 2, 2);

      assertThat(sampling.inGraph(u, grid).data()).containsOnly(0);
      assertThat(sampling.gradient(0, ones, u, grid).data()).containsOnly(0);
      assertThat(sampling.gradient(1, ones, u, grid).data()).containsOnly(0);
    }

    @Test
    void fadesToZeroWithinOnePixel() {
      Value u = Value.of(new double[] {8, 4}, 1, 1, 2, 1);
      Value grid = Value.of(new double[] {-1, 0, -1.25, 0, -1.5, 0, 1.25, 0}, 1, 1, 4, 2);

      Value v = sampling(TFloat64.class, SAMPLER).inGraph(u, grid);

      assertThat(v.data()).containsExactly(4, 2, 0, 1);
    }

    @Test
    void readsTheConstantOfEachChannelOutside() {
      Value u = Value.of(new double[] {8, 80}, 1, 1, 1, 2);
      Value grid = Value.of(new double[] {0, 0, 9, 0, 1, 0, Double.NaN, 0}, 1, 1, 4, 2);

      Value v =
          sampling(TFloat64.class, SAMPLER.withPadding(Padding.constant(2, -4))).inGraph(u, grid);

      assertThat(v.data()).containsExactly(8, 80, 2, -4, 5, 38, 2, -4);
    }
  }

  @Nested
  class Shapes {

    @ParameterizedTest(name = "{0} images {1}x{2}x{3} to {4}x{5}")
    @CsvSource({
      "1, 5, 8, 1, 5, 8",
      "3, 8, 5, 3, 4, 9",
      "3, 1, 7, 1, 2, 1",
      "1, 6, 1, 3, 1, 5",
      "0, 4, 3, 2, 2, 5",
      "2, 3, 4, 300, 2, 2",
      "1, 2, 3, 4001, 3, 2"
    })
    void followImageAndGrid(int n, int h, int w, int c, int h2, int w2) {
      Value v =
          sampling(TFloat32.class, SAMPLER)
              .inGraph(Value.random(1, 0, 1, n, h, w, c), Value.random(2, -1, 1, n, h2, w2, 2));

      assertThat(v.shape().asArray()).containsExactly(n, h2, w2, c);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("org.stnjava.testing.Seeds#five")
    void mayBeUnknownAndTheModeEagerOrGraph(long seed) {
      Value u = Value.random(seed, -1, 1, 3, 5, 7, 2);
      Value grid = Value.random(seed, -1.3, 1.3, 3, 4, 6, 2);
      Evaluation<TFloat64> sampling = sampling(TFloat64.class, SAMPLER);

      Value v = sampling.inGraph(u, grid);

      sampling.eagerly(u, grid).mustEqual(v, Tolerance.EXACT);
      sampling.inGraphOfUnknownSizes(u, grid).mustEqual(v, Tolerance.EXACT);
    }

    @Test
    void ofTheGridMustEndInTwo() {
      assertThatThrownBy(
              () ->
                  sampling(TFloat32.class, SAMPLER)
                      .inGraph(
                          Value.random(1, 0, 1, 8, 28, 21, 1), Value.random(1, 0, 1, 8, 14, 13, 3)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              """
              grid: expected [N, H', W', 2] with {N=8, H=28, W=21, C=1, H'=14, W'=13}
                    but got [8, 14, 13, 3]: axis 3 is 3, not 2""");
    }

    @Test
    void ofTheImageMustHavePixels() {
      assertThatThrownBy(
              () ->
                  sampling(TFloat32.class, SAMPLER)
                      .inGraph(
                          Value.random(1, 0, 1, 1, 0, 3, 1), Value.random(1, 0, 1, 1, 2, 2, 2)))
          .hasMessage("u: expected an image of at least 1x1 pixels but got [1, 0, 3, 1]");
    }

    @Test
    void ofTheImageMayHaveFewerPixelsThanAnIndexCounts() {
      try (Graph graph = new Graph()) {
        Ops tf = Ops.create(graph);
        Operand<TFloat32> u =
            tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(2, 32768, 32768, 1)));
        Operand<TFloat32> grid =
            tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(2, 2, 3, 2)));

        assertThatThrownBy(() -> SAMPLER.sample(tf, u, grid))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "u: expected up to 2147483647 pixels in a batch but got 2147483648"
                    + " ([2, 32768, 32768, 1]); split the batch");
      }
    }

    @ParameterizedTest(name = "{0} images, {1} grids")
    @CsvSource({"2, 1", "1, 3", "2, 3"})
    void ofBatchesMustAgreeWhenTheyAreKnown(int images, int grids) {
      Value u = Value.random(1, 0, 1, images, 3, 4, 1);
      Value grid = Value.random(2, -1, 1, grids, 2, 5, 2);
      Sampler constant = SAMPLER.withPadding(Padding.constant(1, 2));

      for (Sampler sampler : List.of(SAMPLER, MIPMAP, MULTI, constant)) {
        assertThatThrownBy(() -> sampling(TFloat32.class, sampler).inGraphOfUnknownSizes(u, grid))
            .hasMessageContaining(
                "[grid: expected N as of u but got N of u and of grid] [%d] [%d]", images, grids);
      }
    }

    @Test
    void ofTheImageAreCountedWhenTheyAreKnown() {
      Value u = Value.of(new double[0], 2, 32768, 32768, 0);
      Value grid = Value.random(1, -1, 1, 2, 2, 3, 2);

      assertThatThrownBy(() -> sampling(TFloat32.class, SAMPLER).inGraphOfUnknownSizes(u, grid))
          .hasMessageContaining(
              "[u: expected up to 2147483647 pixels in a batch but got] [2147483648]");
      assertThatThrownBy(() -> sampling(TFloat32.class, MIPMAP).inGraphOfUnknownSizes(u, grid))
          .hasMessageContaining(
              "[u: expected up to 1073741823 pixels in a batch but got] [2147483648]");
    }

    @Test
    void ofTheImageMustFitAnIndexEach() {
      assertThatThrownBy(
              () ->
                  sampling(TFloat32.class, SAMPLER)
                      .inGraph(
                          Value.of(new double[0], 0, 1L << 31, 3, 1),
                          Value.random(1, -1, 1, 0, 2, 3, 2)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "u: expected up to 2147483647 pixels along an axis but got [0, 2147483648, 3, 1]");
    }

    @Test
    void ofThePaddingMustFitTheChannelsWhenTheyAreKnown() {
      try (Graph graph = new Graph();
          Session session = new Session(graph);
          TFloat32 image = Value.random(1, 0, 1, 1, 2, 3, 1).tensor(TFloat32.class)) {
        Ops tf = Ops.create(graph);
        Operand<TFloat32> u =
            tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, 2, 3, -1)));
        Operand<TFloat32> grid = tf.constant(new float[][][][] {{{{0.1f, 0.2f}, {0, 2}}}});
        Sampler sampler = SAMPLER.withPadding(Padding.constant(1, 2));
        Session.Runner runner = session.runner().feed(u, image).fetch(sampler.sample(tf, u, grid));

        assertThatThrownBy(runner::run).isInstanceOf(TFInvalidArgumentException.class);
      }
    }

    @Test
    void ofThePaddingMustFitTheChannels() {
      assertThatThrownBy(
              () ->
                  sampling(TFloat32.class, SAMPLER.withPadding(Padding.constant(1, 2)))
                      .inGraph(
                          Value.random(1, 0, 1, 1, 2, 3, 3), Value.random(1, 0, 1, 1, 2, 2, 2)))
          .hasMessage("padding: expected 1 value or one for each of the 3 channels but got 2");
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#five")
  void keepsTheImagesOfABatchApart(long seed) {
    Value u = Value.random(seed, -1, 1, 3, 4, 6, 2);
    Value theta = Value.random(seed, -1, 1, 3, 6);
    Value v = warping(TFloat32.class, SAMPLER, 5, 3).inGraph(u, theta);

    Arrays.fill(u.data(), 0, 4 * 6 * 2, Double.NaN);
    Arrays.fill(theta.data(), 0, 6, Double.NaN);
    Value other = warping(TFloat32.class, SAMPLER, 5, 3).inGraph(u, theta);

    int size = 5 * 3 * 2;
    assertThat(Arrays.copyOfRange(other.data(), size, 3 * size))
        .containsExactly(Arrays.copyOfRange(v.data(), size, 3 * size));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#five")
  void keepsAConstantImageConstantInside(long seed) {
    Value u = Value.random(seed, 0.7, 0.7, 2, 9, 6, 1);
    Value grid = Value.random(seed, -0.8, 0.8, 2, 5, 4, 2);

    Value v = sampling(TFloat64.class, SAMPLER).inGraph(u, grid);

    v.mustEqual(Value.random(seed, 0.7, 0.7, 2, 5, 4, 1), Tolerance.FLOAT64);
  }

  @Test
  void followsTheTypeOfTheImage() {
    Value u = Value.random(1, 0, 1, 1, 4, 5, 1);
    Value grid = Value.random(1, -1, 1, 1, 2, 3, 2);
    Evaluation<TFloat32> mixed =
        new Evaluation<>(
            TFloat32.class,
            (tf, in) -> SAMPLER.sample(tf, in.get(0), tf.dtypes.cast(in.get(1), TFloat64.class)));

    mixed
        .inGraph(u, grid)
        .mustEqual(sampling(TFloat32.class, SAMPLER).inGraph(u, grid), Tolerance.FLOAT32);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("floatingTypes")
  void givesTheTypeOfTheImageWhateverTheGridsIs(Class<? extends TFloating> type) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<? extends TFloating> u =
          tf.placeholder(type, Placeholder.shape(Shape.of(1, 2, 3, 1)));
      for (Class<? extends TFloating> other : floatingTypes().toList()) {
        Operand<? extends TFloating> grid =
            tf.placeholder(other, Placeholder.shape(Shape.of(1, 4, 3, 2)));
        for (Sampler sampler : List.of(SAMPLER, MIPMAP, MULTI)) {
          assertThat(sampler.sample(tf, u, grid).asOutput().dataType())
              .isEqualTo(u.asOutput().dataType());
        }
      }
    }
  }

  static Stream<Class<? extends TFloating>> floatingTypes() {
    return Stream.of(TFloat16.class, TBfloat16.class, TFloat32.class, TFloat64.class);
  }

  @Test
  void saysWhatItIsMadeOf() {
    Sampler sampler = SAMPLER.withKernel(Kernel.byName("bilinear")).withCoordinates(ALIGN_CORNERS);

    assertThat(sampler)
        .isEqualTo(new Sampler(Kernel.BILINEAR, Padding.byName("zeros"), ALIGN_CORNERS));
    assertThatThrownBy(() -> Kernel.byName("cubic"))
        .hasMessage("kernel: expected one of [nearest, bilinear, bicubic] but got 'cubic'");
    assertThatThrownBy(() -> Padding.byName("wrap"))
        .hasMessage("padding: expected one of [zeros, border, reflection] but got 'wrap'");
    assertThatThrownBy(Padding::constant)
        .hasMessage("values: expected one, or one a channel, but got none");
    assertThatThrownBy(() -> Padding.constant(Float.NaN))
        .hasMessage("values: expected finite numbers but got [NaN]");
  }
}
