package org.stnjava.ops.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.transform.Aff2;
import org.stnjava.ops.transform.Affine;
import org.stnjava.ops.transform.Affine3d;
import org.stnjava.ops.transform.Attention;
import org.stnjava.ops.transform.MatrixTransform;
import org.stnjava.ops.transform.Rotation;
import org.stnjava.ops.transform.Se2;
import org.stnjava.ops.transform.Sim2;
import org.stnjava.ops.transform.Similarity;
import org.stnjava.ops.transform.Transform;
import org.stnjava.ops.transform.Translation;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** What every way to execute a sampler that is not the portable graph has in common with it. */
abstract class FastSamplerContract {

  private static final Value IMAGE = Value.random(1, -1, 1, 3, 5, 7, 1);

  abstract Execution execution();

  static Stream<MatrixTransform> matrixTransforms() {
    return Stream.of(
        new Translation(),
        new Rotation(),
        new Attention(),
        new Similarity(),
        new Affine(),
        new Affine3d(),
        new Se2(),
        new Sim2(),
        new Aff2());
  }

  static Stream<Padding> paddings() {
    return Stream.of(
        Padding.zeros(), Padding.border(), Padding.reflection(), Padding.constant(0.25f));
  }

  private Sampler fast(Sampler sampler) {
    return sampler.withExecution(execution());
  }

  private static Sampler portable(Sampler sampler) {
    return sampler.withExecution(Execution.PORTABLE);
  }

  final void mustAgreeWithThePortableGraph(SamplerCase c) {
    Sampled.Input input =
        new Sampled.Input(c.image(7), c.grid(7), Value.random(8, -1, 1, c.outputShape()));

    mustAgree(
        Sampled.of(TFloat32.class, fast(c.sampler()), input),
        Sampled.of(TFloat32.class, portable(c.sampler()), input));
  }

  @ParameterizedTest(name = "{0} channels, seed 9")
  @ValueSource(ints = {1, 3, 9})
  void agreesForAnyNumberOfChannels(int channels) {
    Sampled.Input input =
        new Sampled.Input(
            Value.random(9, -1, 1, 2, 11, 6, channels),
            Value.random(10, -1.3, 1.3, 2, 7, 35, 2),
            Value.random(11, -1, 1, 2, 7, 35, channels));

    mustAgree(
        Sampled.of(TFloat32.class, fast(Sampler.bilinear()), input),
        Sampled.of(TFloat32.class, portable(Sampler.bilinear()), input));
  }

  @ParameterizedTest(name = "{0}, seed 12")
  @MethodSource("matrixTransforms")
  void needsNoGridWhereAMatrixMovesThePoints(Transform transform) {
    boolean volume = transform.outputSize().numDimensions() == 3;
    Shape size = volume ? Shape.of(3, 4, 6) : Shape.of(9, 34);
    long[] imageShape = volume ? new long[] {2, 4, 3, 5, 2} : new long[] {2, 13, 8, 2};
    GridGenerator generator = GridGenerator.of(transform, size);
    Value u = Value.random(12, -1, 1, imageShape);
    Value theta = near(transform, 2);
    Value dv = Value.random(14, -1, 1, size.prepend(2).append(2).asArray());

    for (int input : new int[] {0, 1}) {
      Value fused = fused(execution(), generator).gradient(input, dv, u, theta);
      Value expected = fused(Execution.PORTABLE, generator).gradient(input, dv, u, theta);
      fused.mustEqual(expected, new Tolerance(1e-4, 1e-5));
    }
    fused(execution(), generator)
        .inGraph(u, theta)
        .mustEqual(fused(Execution.PORTABLE, generator).inGraph(u, theta), Tolerance.FLOAT32);
  }

  private static Evaluation<TFloat32> fused(Execution execution, GridGenerator generator) {
    Sampler sampler = Sampler.bilinear().withExecution(execution);
    return new Evaluation<>(
        TFloat32.class, (tf, in) -> generator.sample(tf, sampler, in.get(0), in.get(1)));
  }

  private static Value near(Transform transform, int images) {
    Value identity = Value.repeated(images, transform.identityTheta());
    Value noise = Value.random(13, -0.2, 0.2, identity.shape().asArray());
    double[] theta = new double[noise.data().length];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = identity.data()[i] + noise.data()[i];
    }
    return new Value(identity.shape(), theta);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("paddings")
  void identityGivesTheImageBackBitForBit(Padding padding) {
    for (PixelCoordinates coordinates : PixelCoordinates.values()) {
      GridGenerator generator = GridGenerator.of(new Affine(), 5, 7).withCoordinates(coordinates);
      Sampler sampler = fast(Sampler.bilinear()).withPadding(padding).withCoordinates(coordinates);

      Value v =
          new Evaluation<>(
                  TFloat32.class, (tf, in) -> generator.sample(tf, sampler, in.get(0), in.get(1)))
              .inGraph(IMAGE, Value.repeated(3, new Affine().identityTheta()));

      v.mustEqual(asFloats(IMAGE), Tolerance.EXACT);
    }
  }

  @Test
  void shiftsByWholePixelsAreExact() {
    GridGenerator generator = GridGenerator.of(new Affine(), 5, 7);
    Value twoColumns = Value.repeated(3, 1, 0, 4f / 7, 0, 1, 0);

    Value v = fused(execution(), generator).inGraph(IMAGE, twoColumns);

    Value u = asFloats(IMAGE);
    for (int i = 0; i < u.data().length; i++) {
      double expected = i % 7 < 5 ? u.data()[i + 2] : 0;
      assertThat(v.data()[i]).as("index %d", i).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("paddings")
  void strangePointsGiveWhatThePortableGraphGives(Padding padding) {
    Value u = Value.random(15, -1, 1, 1, 3, 4, 2);
    double[] strange = {
      Double.NaN,
      0,
      0,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      0.5,
      0.5,
      Double.NEGATIVE_INFINITY,
      3e38,
      -3e38,
      -3e38,
      0,
      1e9,
      1e9,
      0.1,
      0.2
    };
    Value grid = Value.of(strange, 1, 2, 4, 2);
    Sampled.Input input = new Sampled.Input(u, grid, Value.random(16, -1, 1, 1, 2, 4, 2));
    Sampler sampler = Sampler.bilinear().withPadding(padding);

    mustAgree(
        Sampled.of(TFloat32.class, fast(sampler), input),
        Sampled.of(TFloat32.class, portable(sampler), input));
  }

  @Test
  void batchesOfAnySizeGoThroughOneGraph() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> u =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 5, 7, 1)));
      Operand<TFloat32> grid =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 6, 4, 2)));
      Operand<TFloat32> v = fast(Sampler.bilinear()).sample(tf, u, grid);
      List<Operand<?>> fetched = new ArrayList<>(List.of(v));
      fetched.addAll(Batches.gradients(graph, v, u, grid));

      for (int images : new int[] {3, 1, 0, 8}) {
        Value image = Value.random(17, -1, 1, images, 5, 7, 1);
        Value points = Value.random(18, -1.2, 1.2, images, 6, 4, 2);
        List<Value> actual = Batches.run(graph, fetched, u, image, grid, points);
        Sampled expected =
            Sampled.of(
                TFloat32.class,
                portable(Sampler.bilinear()),
                new Sampled.Input(image, points, Value.random(0, 1, 1, images, 6, 4, 1)));
        actual.get(0).mustEqual(expected.v(), Tolerance.FLOAT32);
        actual.get(1).mustEqual(expected.du(), Tolerance.FLOAT32);
        actual.get(2).mustEqual(expected.dgrid(), new Tolerance(1e-4, 1e-5));
      }
    }
  }

  static void mustAgree(Sampled actual, Sampled expected) {
    actual.v().mustEqual(expected.v(), Tolerance.FLOAT32);
    actual.du().mustEqual(expected.du(), Tolerance.FLOAT32);
    actual.dgrid().mustEqual(expected.dgrid(), new Tolerance(1e-4, 1e-5));
  }

  static Value asFloats(Value value) {
    double[] floats = value.data().clone();
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) floats[i];
    }
    return new Value(value.shape(), floats);
  }
}
