package org.stnjava.savedmodel.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.savedmodel.graph.FunctionInliner.Flattened;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.DepthwiseConv2dNative;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

class RewritesTest {

  private static final long SEED = 5;
  private static final float STEP = 1e-2f;
  private static final Shape WEIGHTS = Shape.of(3, 2, 2, 3);

  /** Something that is computed of images {@code [2, 7, 5, 2]} and weights. */
  private interface Model extends BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> {}

  static Stream<Named<Model>> models() {
    return Stream.of(
        Named.of(
            "a convolution with gaps",
            (tf, w) ->
                tf.nn.conv2d(
                    images(tf),
                    w,
                    List.of(1L, 1L, 1L, 1L),
                    "SAME",
                    Conv2d.dilations(1L, 2L, 3L, 1L))),
        Named.of(
            "a convolution with gaps and no padding",
            (tf, w) ->
                tf.nn.conv2d(
                    images(tf),
                    w,
                    List.of(1L, 1L, 1L, 1L),
                    "VALID",
                    Conv2d.dilations(1L, 2L, 2L, 1L))),
        Named.of(
            "a convolution with explicit padding",
            (tf, w) ->
                tf.nn.conv2d(
                    images(tf),
                    w,
                    List.of(1L, 2L, 1L, 1L),
                    "EXPLICIT",
                    Conv2d.explicitPaddings(0L, 0L, 1L, 2L, 0L, 3L, 0L, 0L))),
        Named.of(
            "the first batch norm",
            (tf, w) ->
                tf.scope()
                    .opBuilder("FusedBatchNorm", "FusedBatchNorm")
                    .addInput(w.asOutput())
                    .addInput(tf.constant(new float[] {1, 2, 3}).asOutput())
                    .addInput(tf.constant(new float[] {0, 1, 0}).asOutput())
                    .addInput(tf.constant(new float[] {.1f, 0, .3f}).asOutput())
                    .addInput(tf.constant(new float[] {1, 2, 1}).asOutput())
                    .setAttr("is_training", false)
                    .build()
                    .output(0)),
        Named.of(
            "the first gather",
            (tf, w) ->
                tf.scope()
                    .opBuilder("Gather", "Gather")
                    .addInput(w.asOutput())
                    .addInput(tf.constant(new int[] {2, 0, 2}).asOutput())
                    .build()
                    .output(0)),
        Named.of(
            "a gather by axis",
            (tf, w) ->
                tf.gather(w, tf.constant(new int[] {1, 0}), tf.constant(2), Gather.batchDims(0L))),
        Named.of(
            "several identities",
            (tf, w) -> {
              List<Operand<?>> both = List.of(w, tf.constant(3));
              return asFloats(tf.identityN(both).output().get(0));
            }),
        Named.of(
            "a shape that is ensured",
            (tf, w) -> tf.math.sin(tf.ensureShape(w, Shape.of(3, -1, 2, 3)))),
        Named.of(
            "steps, which are flat",
            (tf, w) -> tf.math.add(tf.math.ceil(w), tf.math.mul(w, tf.onesLike(w)))));
  }

  @SuppressWarnings("unchecked")
  private static Operand<TFloat32> asFloats(Output<?> output) {
    return (Operand<TFloat32>) (Operand<? extends TType>) output;
  }

  private static Operand<TFloat32> images(Ops tf) {
    return tf.reshape(tf.constant(numbers(1, 2 * 7 * 5 * 2)), tf.array(2, 7, 5, 2));
  }

  private static float[] numbers(long seed, int count) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @ParameterizedTest
  @MethodSource("models")
  void computesTheSameAndHasAGradient(Model model) {
    requireSame(model, model);
  }

  /** Not every machine's TensorFlow has the operation, so an equal convolution is compared with. */
  @Test
  void computesADepthwiseConvolutionWithGaps() {
    requireSame(
        (tf, w) ->
            tf.nn.depthwiseConv2dNative(
                images(tf),
                w,
                List.of(1L, 1L, 1L, 1L),
                "SAME",
                DepthwiseConv2dNative.dilations(1L, 2L, 2L, 1L)),
        (tf, w) ->
            tf.nn.conv2d(
                images(tf),
                ofSeparateChannels(tf, w),
                List.of(1L, 1L, 1L, 1L),
                "SAME",
                Conv2d.dilations(1L, 2L, 2L, 1L)));
  }

  /** A kernel {@code [H, W, C, M]} for each channel as one for all, {@code [H, W, C, C · M]}. */
  private static Operand<TFloat32> ofSeparateChannels(Ops tf, Operand<TFloat32> w) {
    long channels = WEIGHTS.get(2);
    float[] same = new float[(int) (channels * channels)];
    for (int i = 0; i < channels; i++) {
      same[i * (int) channels + i] = 1;
    }
    Operand<TFloat32> mask =
        tf.reshape(tf.constant(same), tf.array(1L, 1L, channels, channels, 1L));
    return tf.reshape(
        tf.math.mul(tf.expandDims(w, tf.constant(3)), mask),
        tf.array(WEIGHTS.get(0), WEIGHTS.get(1), channels, channels * WEIGHTS.get(3)));
  }

  private static void requireSame(Model model, Model reference) {
    try (Graph original = new Graph();
        Graph rewritten = new Graph();
        Graph flat = new Graph()) {
      String sum = sumOfSquares(original, reference);
      String same = sumOfSquares(rewritten, model);
      Flattened flattened =
          FunctionInliner.flatten(rewritten.toGraphDef(), List.of(same + ":0"), Map.of());
      flat.importGraphDef(GraphDef.newBuilder().addAllNode(flattened.graph().nodes()).build());
      Output<?> total = flat.outputOrThrow(flattened.tensor(same + ":0"));
      Output<?>[] gradient = flat.addGradients(total, new Output<?>[] {flat.outputOrThrow("w:0")});

      float[] at = numbers(SEED, (int) WEIGHTS.size());
      float[] way = numbers(SEED + 1, at.length);
      assertThat(run(flat, total, at)[0])
          .isCloseTo(run(original, original.outputOrThrow(sum), at)[0], withinPercentage(0.01));
      float[] slope = run(flat, gradient[0], at);
      double expected =
          (run(original, original.outputOrThrow(sum), moved(at, way, STEP))[0]
                  - run(original, original.outputOrThrow(sum), moved(at, way, -STEP))[0])
              / (2 * STEP);
      assertThat(dot(slope, way)).isCloseTo(expected, within(0.02 * (1 + Math.abs(expected))));
    }
  }

  private static String sumOfSquares(Graph graph, Model model) {
    Ops tf = Ops.create(graph);
    Operand<TFloat32> w = tf.withName("w").placeholder(TFloat32.class, Placeholder.shape(WEIGHTS));
    Operand<TFloat32> y = model.apply(tf, w);
    Operand<TInt32> axes = tf.range(tf.constant(0), tf.rank(y), tf.constant(1));
    return tf.reduceSum(tf.math.square(y), axes).op().name();
  }

  private static float[] moved(float[] at, float[] way, float by) {
    float[] moved = at.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += by * way[i];
    }
    return moved;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static float[] run(Graph graph, Output<?> output, float[] w) {
    try (Session session = new Session(graph);
        TFloat32 tensor = TFloat32.tensorOf(WEIGHTS, DataBuffers.of(w));
        Result result = session.runner().feed("w:0", tensor).fetch(output).run()) {
      TFloat32 value = (TFloat32) result.get(0);
      float[] values = new float[(int) value.size()];
      value.copyTo(NdArrays.wrap(value.shape(), DataBuffers.of(values)));
      return values;
    }
  }
}
