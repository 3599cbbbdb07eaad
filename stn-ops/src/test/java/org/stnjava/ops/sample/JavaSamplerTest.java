package org.stnjava.ops.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.example.SmoothStep;
import org.stnjava.example.Wrap;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.transform.Affine;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/** Holds loops in Java against the portable graph. */
class JavaSamplerTest extends FastSamplerContract {

  private static final String LOOPS = "StnSample";
  private static final String THREADS = "org.stnjava.threads";

  @Override
  Execution execution() {
    return Execution.JAVA;
  }

  static Stream<SamplerCase> cases() {
    return SamplerCase.all().stream();
  }

  @ParameterizedTest(name = "{0}, seed 7")
  @MethodSource("cases")
  void agreesWithThePortableGraph(SamplerCase c) {
    mustAgreeWithThePortableGraph(c);
  }

  @ParameterizedTest(name = "{0}, seed 20")
  @MethodSource("paddings")
  void threadsShareImagesAndRows(Padding padding) {
    for (int images : new int[] {1, 7}) {
      Sampled.Input input =
          new Sampled.Input(
              Value.random(20, -1, 1, images, 31, 42, 3),
              Value.random(21, -1.2, 1.2, images, 53, 67, 2),
              Value.random(22, -1, 1, images, 53, 67, 3));
      Sampler sampler = Sampler.bilinear().withPadding(padding);

      mustAgree(
          Sampled.of(TFloat32.class, sampler.withExecution(Execution.JAVA), input),
          Sampled.of(TFloat32.class, sampler.withExecution(Execution.PORTABLE), input));
    }
  }

  @Test
  void readsAConstantOfEachChannelOutside() {
    Sampled.Input input =
        new Sampled.Input(
            Value.random(23, -1, 1, 2, 4, 6, 3),
            Value.random(24, -1.6, 1.6, 2, 9, 5, 2),
            Value.random(25, -1, 1, 2, 9, 5, 3));
    Sampler sampler = Sampler.bilinear().withPadding(Padding.constant(0.5f, -1, 2));

    mustAgree(
        Sampled.of(TFloat32.class, sampler.withExecution(Execution.JAVA), input),
        Sampled.of(TFloat32.class, sampler.withExecution(Execution.PORTABLE), input));
  }

  @ParameterizedTest(name = "{0}, seed 26")
  @MethodSource("paddings")
  void identityIsExactForSeveralChannels(Padding padding) {
    Value image = Value.random(26, -1, 1, 2, 5, 7, 3);
    Sampler sampler = Sampler.bilinear().withPadding(padding).withExecution(Execution.JAVA);
    GridGenerator generator = GridGenerator.of(new Affine(), 5, 7);

    Value v =
        new Evaluation<>(
                TFloat32.class, (tf, in) -> generator.sample(tf, sampler, in.get(0), in.get(1)))
            .inGraph(image, Value.repeated(2, new Affine().identityTheta()));

    v.mustEqual(asFloats(image), Tolerance.EXACT);
  }

  @ParameterizedTest(name = "{0}, seed 27")
  @MethodSource("paddings")
  void readsImagesOfOnePixel(Padding padding) {
    for (PixelCoordinates coordinates : PixelCoordinates.values()) {
      for (int channels : new int[] {1, 2}) {
        Sampled.Input input =
            new Sampled.Input(
                Value.random(27, -1, 1, 2, 1, 1, channels),
                Value.random(28, -3, 3, 2, 6, 5, 2),
                Value.random(29, -1, 1, 2, 6, 5, channels));
        Sampler sampler = Sampler.bilinear().withPadding(padding).withCoordinates(coordinates);

        mustAgree(
            Sampled.of(TFloat32.class, sampler.withExecution(Execution.JAVA), input),
            Sampled.of(TFloat32.class, sampler.withExecution(Execution.PORTABLE), input));
      }
    }
  }

  @Test
  void knowsTheShapeOfItsOutput() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      for (long images : new long[] {2, -1}) {
        Operand<TFloat32> u =
            tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(images, 4, 7, 3)));
        Operand<TFloat32> grid =
            tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(images, 5, 3, 2)));
        Sampler sampler = Sampler.bilinear().withExecution(Execution.JAVA);

        assertThat(sampler.sample(tf, u, grid).shape().asArray()).containsExactly(images, 5, 3, 3);
      }
    }
  }

  @Test
  void refusesATargetGridInOtherCoordinates() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> u = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(2, 4, 7, 3)));
      Operand<TFloat32> matrices =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(2, 2, 3)));
      TargetGrid target = TargetGrid.of(5, 3, PixelCoordinates.ALIGN_CORNERS);

      assertThatThrownBy(() -> Sampler.bilinear().sampleMoved(tf, u, matrices, target))
          .hasMessage("target: expected HALF_PIXEL as of the sampler but got ALIGN_CORNERS");
    }
  }

  @Test
  void refusesConstantsOfOtherChannels() {
    Sampler sampler =
        Sampler.bilinear().withPadding(Padding.constant(1, 2)).withExecution(Execution.JAVA);

    assertThatThrownBy(() -> operations(sampler, Shape.of(2, 5, 7, 3)))
        .hasMessage("padding: expected 1 value or one for each of the 3 channels but got 2");
  }

  @ParameterizedTest(name = "{0}, seed 36")
  @MethodSource("cases")
  void threadsDoNotChangeABit(SamplerCase c) {
    boolean volume = c.dimensions() == 3;
    for (int channels : new int[] {2, 18}) {
      long[] image = volume ? new long[] {3, 5, 6, 7, channels} : new long[] {3, 9, 14, channels};
      long[] grid = volume ? new long[] {3, 7, 12, 9, 3} : new long[] {3, 40, 31, 2};
      long[] output = grid.clone();
      output[output.length - 1] = channels;
      // The constant outside has a value for each of two channels.
      Sampler sampler =
          channels > 2 && c.padding().equals("constant")
              ? c.sampler().withPadding(Padding.constant(0.3f))
              : c.sampler();
      Sampled.Input input =
          new Sampled.Input(
              Value.random(36, -1, 1, image),
              Value.random(37, -1.3, 1.3, grid),
              Value.random(38, -1, 1, output));

      Sampled alone = withThreads(1, sampler, input);

      for (int threads : new int[] {2, 5}) {
        Sampled shared = withThreads(threads, sampler, input);
        shared.v().mustEqual(alone.v(), Tolerance.EXACT);
        shared.du().mustEqual(alone.du(), Tolerance.EXACT);
        shared.dgrid().mustEqual(alone.dgrid(), Tolerance.EXACT);
      }
    }
  }

  private static Sampled withThreads(int threads, Sampler sampler, Sampled.Input input) {
    System.setProperty(THREADS, Integer.toString(threads));
    try {
      return Sampled.of(TFloat32.class, sampler.withExecution(Execution.JAVA), input);
    } finally {
      System.clearProperty(THREADS);
    }
  }

  /** Rounding moves such a point to the kernel's reach, where it reads the constant alone. */
  @ParameterizedTest(name = "{0}, seed 30")
  @ValueSource(strings = {"bilinear", "bicubic"})
  void readsTheConstantNextToTheReach(String kernel) {
    double reach = kernel.equals("bilinear") ? 1.125 : 1.375; // of 8 pixels
    float inside = Math.nextDown((float) reach);
    Value grid = Value.of(new double[] {0.5, inside, inside, 0.5, inside, inside}, 1, 1, 3, 2);
    for (int channels : new int[] {1, 3, 20}) {
      Sampled.Input input =
          new Sampled.Input(
              Value.random(30, 1, 2, 1, 8, 8, channels),
              grid,
              Value.random(31, 1, 2, 1, 1, 3, channels));
      Sampler sampler = Sampler.bilinear().withKernel(Kernel.byName(kernel));

      mustAgree(
          Sampled.of(TFloat32.class, sampler.withExecution(Execution.JAVA), input),
          Sampled.of(TFloat32.class, sampler.withExecution(Execution.PORTABLE), input));
    }
  }

  @ParameterizedTest(name = "{0}, seed 32")
  @MethodSource("paddings")
  void bicubicShiftsByWholePixelsAreExact(Padding padding) {
    Value image = Value.random(32, -1, 1, 1, 31, 31, 1);
    Sampler sampler = Sampler.bilinear().withKernel(Kernel.BICUBIC).withPadding(padding);
    GridGenerator generator = GridGenerator.of(new Affine(), 31, 31);
    for (int pixels = -3; pixels <= 3; pixels++) {
      float shift = 2f * pixels / 31;
      Value theta = Value.of(new double[] {1, 0, shift, 0, 1, shift}, 1, 6);
      Value v =
          new Evaluation<>(
                  TFloat32.class,
                  (tf, in) ->
                      generator.sample(
                          tf, sampler.withExecution(Execution.JAVA), in.get(0), in.get(1)))
              .inGraph(image, theta);
      for (int i = 0; i < v.data().length; i++) {
        int x = i % 31 + pixels;
        int y = i / 31 + pixels;
        if (x >= 0 && x < 31 && y >= 0 && y < 31) {
          assertThat(v.data()[i]).isEqualTo((float) image.data()[31 * y + x]);
        }
      }
    }
  }

  @Test
  void thereMayBeNoPoints() {
    Sampled sampled =
        Sampled.of(
            TFloat32.class,
            Sampler.bilinear().withExecution(Execution.JAVA),
            new Sampled.Input(
                Value.random(33, -1, 1, 2, 4, 3, 2),
                Value.of(new double[0], 2, 0, 5, 2),
                Value.of(new double[0], 2, 0, 5, 2)));

    assertThat(sampled.du().data()).hasSize(48).containsOnly(0);
  }

  @Test
  void nearestPixelsThatAreNotFiniteGiveNoGradientOfPoints() {
    Value image = Value.of(new double[] {Double.NaN, Double.POSITIVE_INFINITY}, 1, 1, 2, 1);
    Sampled sampled =
        Sampled.of(
            TFloat32.class,
            Sampler.bilinear().withKernel(Kernel.NEAREST).withExecution(Execution.JAVA),
            new Sampled.Input(
                image, Value.random(34, -1, 1, 1, 3, 4, 2), Value.random(35, -1, 1, 1, 3, 4, 1)));

    assertThat(sampled.dgrid().data()).containsOnly(0);
  }

  @Test
  void whatItCannotDoStaysPortable() {
    Sampler sampler = Sampler.bilinear().withExecution(Execution.JAVA);
    Shape shape = Shape.of(-1, 5, 7, 1);

    assertThat(operations(sampler, shape)).contains(LOOPS).doesNotContain("GatherV2");
    assertThat(operations(sampler, Shape.of(2, -1, -1, 3))).contains(LOOPS);
    assertThat(operations(sampler.withKernel(Kernel.BICUBIC), shape)).contains(LOOPS);
    assertThat(operations(sampler.withExecution(Execution.PORTABLE), shape)).doesNotContain(LOOPS);
    assertThat(operations(sampler.withAntialiasing(Antialiasing.mipmap()), shape))
        .doesNotContain(LOOPS);
    assertThat(operations(sampler.withKernel(new SmoothStep()), shape)).doesNotContain(LOOPS);
    assertThat(operations(sampler.withPadding(new Wrap()), shape)).doesNotContain(LOOPS);
    assertThat(operations(sampler, Shape.of(1, 1 << 13, 1 << 12, 1))).doesNotContain(LOOPS);
    assertThat(operations(sampler, shape, TFloat64.class)).doesNotContain(LOOPS);
  }

  @Test
  void automaticLeavesWhatDoesNotPayPortable() {
    Sampler sampler = Sampler.bilinear();

    assertThat(operations(sampler, Shape.of(1, 5, 7, 1))).doesNotContain(LOOPS);
    assertThat(operations(sampler, Shape.of(64, 5, 7, 8))).contains(LOOPS);
    assertThat(operations(sampler, Shape.of(-1, 5, 7, 8))).contains(LOOPS);
    assertThat(operations(sampler, Shape.of(64, -1, 7, 8))).doesNotContain(LOOPS);
    assertThat(operations(sampler, Shape.of(64, 512, 512, 8))).doesNotContain(LOOPS);
  }

  private static List<String> operations(Sampler sampler, Shape shape) {
    return operations(sampler, shape, TFloat32.class);
  }

  private static List<String> operations(
      Sampler sampler, Shape shape, Class<? extends TFloating> type) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<? extends TFloating> u = tf.placeholder(type, Placeholder.shape(shape));
      Operand<TFloat32> grid =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape.get(0), 6, 4, 2)));
      sampler.sample(tf, u, grid);
      List<String> types = new ArrayList<>();
      graph.operations().forEachRemaining(op -> types.add(op.type()));
      return types;
    }
  }
}
