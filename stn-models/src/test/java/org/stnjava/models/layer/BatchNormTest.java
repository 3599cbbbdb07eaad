package org.stnjava.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.models.layer.BatchNorm.Arithmetic;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.GradientCheck;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

class BatchNormTest {

  private static final double EPSILON = 1e-3;

  /** A batch norm in a graph of its own, in both forms, with the gradients of sum(y · dy). */
  private static final class Fixture implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Session session;
    private final Weights weights = new Weights(graph, 1);
    private final Placeholder<TFloat32> x;
    private final Placeholder<TFloat32> dy;
    private final Operand<TFloat32> trained;
    private final Operand<TFloat32> inferred;
    private final Output<?>[] gradients;
    private final Ops tf = Ops.create(graph);

    Fixture(Layer layer, Shape batch, int threads) {
      session =
          new Session(
              graph, ConfigProto.newBuilder().setIntraOpParallelismThreads(threads).build());
      x = tf.placeholder(TFloat32.class, Placeholder.shape(batch));
      dy = tf.placeholder(TFloat32.class, Placeholder.shape(batch));
      Operand<TInt64> seed = tf.constant(new long[] {0, 1});
      trained = layer.apply(tf.withSubScope("train"), ModelScope.training(weights, seed), x);
      inferred = layer.apply(tf.withSubScope("test"), ModelScope.inference(weights), x);
      Output<?>[] to =
          Stream.concat(
                  Stream.of(x.asOutput()),
                  weights.trainable().stream().map(weight -> weight.value().asOutput()))
              .toArray(Output<?>[]::new);
      gradients =
          graph.addGradients(
              "gradient",
              new Output<?>[] {trained.asOutput()},
              to,
              new Output<?>[] {dy.asOutput()});
      weights.initialize(session);
    }

    /** One step: y, dx, dgamma and dbeta; the moving statistics move. */
    List<Value> step(Value images, Value upstream) {
      try (TFloat32 fed = images.tensor(TFloat32.class);
          TFloat32 up = upstream.tensor(TFloat32.class)) {
        Session.Runner runner = session.runner().feed(x, fed).feed(dy, up).fetch(trained);
        Stream.of(gradients).forEach(runner::fetch);
        weights.stepOperations(tf).forEach(runner::addTarget);
        try (Result result = runner.run()) {
          return StreamSupport.stream(result.spliterator(), false)
              .map(entry -> Value.copyOf(entry.getValue()))
              .toList();
        }
      }
    }

    Value infer(Value images) {
      try (TFloat32 fed = images.tensor(TFloat32.class);
          Result result = session.runner().feed(x, fed).fetch(inferred).run()) {
        return Value.copyOf(result.get(0));
      }
    }

    double[] read(String name) {
      float[] values = Objects.requireNonNull(weights.read(session).get("norm/" + name));
      double[] doubles = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        doubles[i] = values[i];
      }
      return doubles;
    }

    @Override
    public void close() {
      session.close();
      graph.close();
    }
  }

  /** A case of tools/golden/batch_norm.py. */
  private record Golden(JsonNode json) {
    static Golden read(String name) throws IOException {
      try (InputStream in =
          BatchNormTest.class.getResourceAsStream("/golden-batch-norm/" + name + ".json")) {
        return new Golden(new ObjectMapper().readTree(in));
      }
    }

    private double[] numbers(String key) {
      return StreamSupport.stream(json.get(key).spliterator(), false)
          .mapToDouble(JsonNode::asDouble)
          .toArray();
    }

    long[] shape() {
      return StreamSupport.stream(json.get("shape").spliterator(), false)
          .mapToLong(JsonNode::asLong)
          .toArray();
    }

    Value batch(String key) {
      return Value.of(numbers(key), shape());
    }

    Value channels(String key) {
      double[] all = numbers(key);
      return Value.of(all, all.length);
    }

    float[] floats(String key) {
      double[] all = numbers(key);
      float[] floats = new float[all.length];
      for (int i = 0; i < all.length; i++) {
        floats[i] = (float) all[i];
      }
      return floats;
    }

    BatchNorm layer() {
      return Layers.batchNorm("norm")
          .withMomentum(json.get("momentum").asDouble())
          .withEpsilon(json.get("epsilon").asDouble());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"features", "maps", "maps-momentum", "one-image", "volumes"})
  void equalsKeras(String name) throws IOException {
    Golden golden = Golden.read(name);
    try (Fixture norm = new Fixture(golden.layer(), anyBatch(golden.shape()), 1)) {
      Map<String, float[]> start =
          Map.of(
              "norm/gamma", golden.floats("gamma"),
              "norm/beta", golden.floats("beta"),
              "norm/moving_mean", new float[golden.floats("gamma").length],
              "norm/moving_variance", ones(golden.floats("gamma").length));
      norm.weights.write(norm.session, start);

      List<Value> step = norm.step(golden.batch("x"), golden.batch("dy"));
      mustEqual(norm.read("moving_mean"), golden.channels("moving_mean"));
      mustEqual(norm.read("moving_variance"), golden.channels("moving_variance"));
      norm.step(negative(golden.batch("x")), golden.batch("dy"));

      step.get(0).mustEqual(golden.batch("y"), Tolerance.FLOAT32);
      step.get(1).mustEqual(golden.batch("dx"), Tolerance.FLOAT32);
      step.get(2).mustEqual(golden.channels("dgamma"), Tolerance.FLOAT32);
      step.get(3).mustEqual(golden.channels("dbeta"), Tolerance.FLOAT32);
      mustEqual(norm.read("moving_mean"), golden.channels("moving_mean_2"));
      mustEqual(norm.read("moving_variance"), golden.channels("moving_variance_2"));
      norm.infer(golden.batch("x")).mustEqual(golden.batch("inference_y"), Tolerance.FLOAT32);
    }
  }

  private static Shape anyBatch(long[] shape) {
    long[] open = shape.clone();
    open[0] = Shape.UNKNOWN_SIZE;
    return Shape.of(open);
  }

  private static float[] ones(int count) {
    return Initializer.constant(1).values(Shape.of(count), 0);
  }

  private static void mustEqual(double[] actual, Value expected) {
    Value.of(actual, actual.length).mustEqual(expected, Tolerance.FLOAT32);
  }

  private static Value negative(Value value) {
    return new Value(value.shape(), Arrays.stream(value.data()).map(x -> -x).toArray());
  }

  private static <T extends TFloating> Operand<T> composed(Ops tf, List<Operand<T>> in) {
    return new Arithmetic<>(tf, in.get(1), in.get(2), EPSILON).composedByBatch(in.get(0)).y();
  }

  private static <T extends TFloating> Operand<T> standard(Ops tf, List<Operand<T>> in) {
    return new Arithmetic<>(tf, in.get(1), in.get(2), EPSILON).normalizeByBatch(in.get(0)).y();
  }

  private static Value[] inputs(long... shape) {
    long channels = shape[shape.length - 1];
    return new Value[] {
      Value.random(1, -2, 3, shape),
      Value.random(2, 0.5, 2, channels),
      Value.random(3, -1, 1, channels)
    };
  }

  @ParameterizedTest(name = "input {0}")
  @ValueSource(ints = {0, 1, 2})
  void hasTheGradientsOfCentralDifferences(int input) {
    GradientCheck.of(4, input, BatchNormTest::composed, inputs(5, 3)).mustAgree();
    GradientCheck.of(4, input, BatchNormTest::composed, inputs(2, 3, 4, 3)).mustAgree();
    GradientCheck.of(4, input, BatchNormTest::composed, inputs(2, 2, 3, 2, 2)).mustAgree();
  }

  @ParameterizedTest(name = "input {0}, {1} images")
  @CsvSource({"0, 1", "1, 1", "2, 1", "0, 3", "1, 3", "2, 3"})
  void hasTheSameGradientsFused(int input, int images) {
    Value[] inputs = inputs(images, 7, 5, 3);
    Value weights = Value.random(5, -1, 1, images, 7, 5, 3);

    Value fused =
        new Evaluation<>(TFloat32.class, BatchNormTest::standard).gradient(input, weights, inputs);
    Value composed =
        new Evaluation<>(TFloat32.class, BatchNormTest::composed).gradient(input, weights, inputs);

    fused.mustEqual(composed, Tolerance.FLOAT32);
  }

  private static Stream<long[]> largeBatches() {
    return Stream.of(
        new long[] {32, 40, 41, 24}, new long[] {4096, 65}, new long[] {8, 16, 17, 18, 12});
  }

  @ParameterizedTest
  @MethodSource("largeBatches")
  void givesTheSameBitsOnAnyNumberOfThreads(long[] shape) {
    Value x = Value.random(1, -2, 3, shape);
    Value dy = Value.random(2, -1, 1, shape);
    try (Fixture one = new Fixture(Layers.batchNorm("norm"), x.shape(), 1);
        Fixture four = new Fixture(Layers.batchNorm("norm"), x.shape(), 4)) {
      List<Value> expected = one.step(x, dy);

      List<Value> step = four.step(x, dy);

      for (int i = 0; i < step.size(); i++) {
        step.get(i).mustEqual(expected.get(i), Tolerance.EXACT);
      }
      assertThat(four.read("moving_variance")).containsExactly(one.read("moving_variance"));
    }
  }

  @Test
  void isOneLayerWhereverItIsApplied() {
    BatchNorm norm = new BatchNorm("norm").withMomentum(0.5);
    Value x = Value.of(new double[] {1, 3}, 2, 1);
    try (Fixture twice = new Fixture(norm.then(norm), x.shape(), 1)) {
      twice.step(x, Value.of(new double[2], 2, 1));

      // 0 → 0.5·0 + 0.5·2 → 0.5·1 + 0.5·0, the mean of what is normalized.
      assertThat(twice.read("moving_mean")).containsExactly(0.5);
    }
  }

  @Test
  void refusesWhatItCannotNormalize() {
    assertThatThrownBy(() -> new BatchNorm("norm").withMomentum(1.5))
        .hasMessage("momentum: expected one in [0, 1] but got 1.5");
    assertThatThrownBy(() -> new BatchNorm("norm").withEpsilon(0))
        .hasMessage("epsilon: expected one greater than 0 but got 0.0");
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> open =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 3, -1)));
      ModelScope scope = ModelScope.inference(new Weights(graph, 1)).child("part");

      assertThatThrownBy(() -> Layers.batchNorm("norm").apply(tf, scope, open))
          .hasMessage(
              "part/norm: expected [N, …, C] with a known number of channels but got [-1, 3, -1]");
    }
  }
}
