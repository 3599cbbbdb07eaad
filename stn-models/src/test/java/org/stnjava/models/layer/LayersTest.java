package org.stnjava.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class LayersTest {

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Ops tf = Ops.create(graph);
  private final Weights weights = new Weights(graph, 1);

  @AfterEach
  void close() {
    session.close();
    graph.close();
  }

  private Value run(Layer layer, ModelScope scope, Value x) {
    try (TFloat32 tensor = x.tensor(TFloat32.class)) {
      Operand<TFloat32> y = layer.apply(tf, scope, tf.constantOf(tensor));
      if (!weights.all().isEmpty()) {
        weights.write(session, weights.read(session));
      }
      try (Result result = session.runner().fetch(y).run()) {
        return Value.copyOf(result.get(0));
      }
    }
  }

  private Value infer(Layer layer, Value x) {
    layer.apply(tf.withSubScope("shape"), ModelScope.inference(weights), zeros(x));
    weights.initialize(session);
    return run(layer, ModelScope.inference(weights), x);
  }

  private Operand<TFloat32> zeros(Value x) {
    return tf.zeros(tf.constant(x.shape().asArray()), TFloat32.class);
  }

  @Test
  void takesTheMeanOfEachChannelOverAllPlaces() {
    Value x = new Value(Shape.of(1, 2, 3, 2), new double[] {1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 9, 6});

    Value y = run(Layers.mean(), ModelScope.inference(weights), x);

    assertThat(y.shape()).isEqualTo(Shape.of(1, 2));
    assertThat(y.data()).containsExactly(4, 1);
  }

  @Test
  void convolvesWhereTheKernelIsInside() {
    Value y = infer(Layers.conv("c", 5, 3), Value.random(1, 0, 1, 2, 7, 4, 3));

    assertThat(y.shape().asArray()).containsExactly(2, 5, 2, 5);
    assertThat(weights.all().stream().map(Weight::name)).containsExactly("c/kernel", "c/bias");
  }

  @ParameterizedTest(name = "{0} filters of {1}, seed 1")
  @CsvSource({"5, 3", "40, 3", "40, 4", "5, 4", "40, 5"})
  void keepsTheSizeWithZerosAround(int filters, int kernel) {
    Value x = Value.random(1, -1, 1, 2, 9, 7, 3);
    Conv same = Layers.conv("c", filters, kernel).withSameSize();
    Value y = infer(same, x);
    Layer native2d =
        (ops, scope, in) ->
            ops.nn.conv2d(
                in,
                scope.weight("c/kernel", Shape.of(kernel, kernel, 3, filters), Initializer.zeros()),
                List.of(1L, 1L, 1L, 1L),
                "SAME");

    assertThat(y.shape().asArray()).containsExactly(2, 9, 7, filters);
    y.mustEqual(run(native2d, ModelScope.inference(weights), x), Tolerance.FLOAT32);
  }

  @Test
  void convolvesWithoutABiasAndWithAStride() {
    Value y =
        infer(
            Layers.conv("c", 5, 3).withSameSize().withoutBias().withStride(2),
            Value.random(1, 0, 1, 2, 7, 4, 3));

    assertThat(y.shape().asArray()).containsExactly(2, 4, 2, 5);
    assertThat(weights.all().stream().map(Weight::name)).containsExactly("c/kernel");
    assertThatThrownBy(() -> Layers.conv("c", 5, 3).withStride(0))
        .hasMessage("stride: expected at least 1 but got 0");
  }

  @Test
  void poolsToABoundedSizeByBlocksOfEachAxis() {
    Value x = new Value(Shape.of(1, 2, 4, 1), new double[] {1, 3, 5, 7, 2, 4, 6, 8});

    Value wide = run(Layers.averagePoolTo(2), ModelScope.inference(weights), x);
    Value point = run(Layers.averagePoolTo(1), ModelScope.inference(weights), x);

    assertThat(wide.shape()).isEqualTo(Shape.of(1, 2, 2, 1));
    assertThat(wide.data()).containsExactly(2, 6, 3, 7);
    assertThat(point.data()).containsExactly(4.5);
    run(Layers.averagePoolTo(4), ModelScope.inference(weights), x).mustEqual(x, Tolerance.EXACT);
  }

  @Test
  void normalizesEachChannel() {
    Value x = new Value(Shape.of(1, 1, 2, 2), new double[] {1, 2, 3, 4});

    Value y =
        run(
            Layers.normalize(new float[] {1, 2}, new float[] {2, 0.5f}),
            ModelScope.inference(weights),
            x);

    assertThat(y.data()).containsExactly(0, 0, 1, 4);
  }

  @Test
  void normalizesLocalContrastAsTheDefinitionDoes() {
    int height = 6;
    int width = 5;
    Value x = Value.random(3, 0, 1, 2, height, width, 3);

    Value y = run(new LocalContrast(5), ModelScope.inference(weights), x);

    y.mustEqual(contrast(x, height, width, 5), Tolerance.CENTRAL_DIFFERENCES);
    assertThatThrownBy(() -> new LocalContrast(4))
        .hasMessage("size: expected an odd number of at least 3 but got 4");
  }

  @Test
  void leavesFlatImagesAtZeroContrast() {
    Value flat = Value.repeated(8 * 8, 0.7f, 0.2f);

    Value y =
        run(
            new LocalContrast(5),
            ModelScope.inference(weights),
            new Value(Shape.of(1, 8, 8, 2), flat.data()));

    assertThat(Arrays.stream(y.data()).allMatch(Double::isFinite)).isTrue();
  }

  /** Local contrast normalization, written down as in the paper. */
  private static Value contrast(Value x, int height, int width, int size) {
    double[] centered = x.data().clone();
    double[] deviation = new double[2 * height * width];
    for (int p = 0; p < deviation.length; p++) {
      double mean = windowed(x.data(), p, new int[] {height, width, size}, 1);
      for (int c = 0; c < 3; c++) {
        centered[3 * p + c] -= mean;
      }
    }
    for (int p = 0; p < deviation.length; p++) {
      deviation[p] = Math.sqrt(windowed(centered, p, new int[] {height, width, size}, 2));
    }
    int each = height * width;
    for (int p = 0; p < deviation.length; p++) {
      int first = p / each * each;
      double usual = Arrays.stream(deviation, first, first + each).average().orElseThrow();
      for (int c = 0; c < 3; c++) {
        centered[3 * p + c] /= Math.max(deviation[p], usual);
      }
    }
    return new Value(x.shape(), centered);
  }

  /** The weighted mean of a power of the values around a place, over three channels. */
  private static double windowed(double[] x, int place, int[] sizes, int power) {
    int height = sizes[0];
    int width = sizes[1];
    int half = sizes[2] / 2;
    int row = place / width % height;
    int column = place % width;
    double sum = 0;
    double weights = 0;
    for (int dy = -half; dy <= half; dy++) {
      for (int dx = -half; dx <= half; dx++) {
        if (row + dy >= 0 && row + dy < height && column + dx >= 0 && column + dx < width) {
          double sigma = sizes[2] / 4.0;
          double weight = Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
          weights += weight;
          for (int c = 0; c < 3; c++) {
            sum += weight * Math.pow(x[3 * (place + dy * width + dx) + c], power) / 3;
          }
        }
      }
    }
    return sum / weights;
  }

  @Test
  void convolvesTheSameWithPatchesAsWithout() {
    Value x = Value.random(1, -1, 1, 2, 9, 7, 3);
    Layer patches = Layers.conv("c", 40, 5);
    infer(patches, x);
    weights.write(
        session,
        Map.of(
            "c/kernel", floats(Value.random(2, -1, 1, 5, 5, 3, 40)),
            "c/bias", floats(Value.random(3, -1, 1, 40))));
    Layer native2d =
        (ops, scope, in) ->
            ops.math.add(
                ops.nn.conv2d(
                    in,
                    scope.weight("c/kernel", Shape.of(5, 5, 3, 40), Initializer.zeros()),
                    List.of(1L, 1L, 1L, 1L),
                    "VALID"),
                scope.weight("c/bias", Shape.of(40), Initializer.zeros()));

    run(patches, ModelScope.inference(weights), x)
        .mustEqual(run(native2d, ModelScope.inference(weights), x), Tolerance.FLOAT32);
  }

  private static float[] floats(Value value) {
    float[] floats = new float[value.data().length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) value.data()[i];
    }
    return floats;
  }

  @Test
  void multipliesAndAdds() {
    Layer dense = Layers.dense("d", 2);
    dense.apply(
        tf.withSubScope("shape"),
        ModelScope.inference(weights),
        zeros(Value.random(1, 0, 1, 1, 3)));
    weights.write(
        session,
        Map.of("d/kernel", new float[] {1, 2, 3, 4, 5, 6}, "d/bias", new float[] {10, 20}));

    Value y = run(dense, ModelScope.inference(weights), Value.of(new double[] {1, 0, -1}, 1, 3));

    y.mustEqual(Value.of(new double[] {6, 16}, 1, 2), Tolerance.EXACT);
  }

  @Test
  void poolsWholeBlocks() {
    Value x = Value.of(new double[] {1, 2, 9, 3, 6, 9, 9, 9, 9}, 1, 3, 3, 1);

    assertThat(infer(Layers.maxPool(2), x).data()).containsExactly(6);
    assertThat(infer(Layers.averagePool(2), x).data()).containsExactly(3);
  }

  @Test
  void normalizes() {
    Value y = infer(Layers.normalize(0.5f, 0.25f), Value.of(new double[] {0, 0.5, 1}, 1, 3));

    assertThat(y.data()).containsExactly(-2, 0, 2);
  }

  @Test
  void refusesFeatureMapsSmallerThanTheKernel() {
    assertThatThrownBy(() -> infer(Layers.conv("c", 5, 3), Value.random(1, 0, 1, 2, 7, 2, 3)))
        .hasMessage("c: expected a feature map of at least 3x3 but got [2, 7, 2, 3]");
  }

  @Test
  void dropsNothingInInference() {
    Value x = Value.random(1, 0, 1, 2, 5);

    infer(Layers.dropout("d", 0.5f), x).mustEqual(x, Tolerance.FLOAT32);
  }

  @Test
  void dropsTheShareOfFeaturesAndScalesTheOthers() {
    Value y = train(Layers.dropout("d", 0.25f), 1, Value.random(1, 3, 3, 100, 100));

    double share = Arrays.stream(y.data()).filter(v -> v == 0).count() / 1e4;
    assertThat(share).isCloseTo(0.25, within(0.02));
    assertThat(Arrays.stream(y.data()).max().orElseThrow()).isCloseTo(4, within(1e-5));
  }

  @Test
  void dropsWholeChannels() {
    Value y = train(Layers.channelDropout("d", 0.5f), 1, Value.random(1, 1, 1, 1, 4, 3, 50));

    for (int c = 0; c < 50; c++) {
      for (int pixel = 0; pixel < 12; pixel++) {
        assertThat(y.data()[pixel * 50 + c]).isEqualTo(y.data()[c]);
      }
    }
    assertThat(Arrays.stream(y.data()).distinct().count()).isEqualTo(2);
  }

  @Test
  void dropsTheSameForTheSameStepOnly() {
    Value x = Value.random(1, 1, 1, 10, 10);
    Layer dropout = Layers.dropout("d", 0.5f);

    Value first = train(dropout, 1, x);

    assertThat(train(dropout, 1, x).data()).containsExactly(first.data());
    assertThat(train(dropout, 2, x).data()).isNotEqualTo(first.data());
  }

  @Test
  void refusesToDropEverything() {
    assertThatThrownBy(() -> Layers.dropout("d", 1))
        .hasMessage("rate: expected one in [0, 1) but got 1.0");
  }

  private Value train(Layer layer, long step, Value x) {
    try (Graph own = new Graph();
        Session ownSession = new Session(own);
        TFloat32 tensor = x.tensor(TFloat32.class)) {
      Ops ops = Ops.create(own);
      ModelScope scope =
          ModelScope.training(new Weights(own, 1), ops.constant(new long[] {5, step}));
      assertThat(scope.mode()).isEqualTo(Mode.TRAINING);
      Operand<TFloat32> y = layer.apply(ops, scope, ops.constantOf(tensor));
      try (Result result = ownSession.runner().fetch(y).run()) {
        return Value.copyOf(result.get(0));
      }
    }
  }
}
