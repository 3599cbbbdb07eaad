package org.stnjava.train.optimize;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.models.layer.Initializer;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Two weights of nine numbers in all that descend Σ(c·w²/2 + w⁴/40 + nₜ·w), as
 * tools/golden/optimizers.py has it.
 */
record Descent(float[] start, float[] curvature, float[] noise) {

  private static final int NUMBERS = 9;
  private static final int MATRIX = 6;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();

  static Descent in(Path folder) {
    return new Descent(
        NpyFile.read(folder.resolve("start.npy")).floats(),
        NpyFile.read(folder.resolve("curvature.npy")).floats(),
        NpyFile.read(folder.resolve("noise.npy")).floats());
  }

  /** The numbers after each step, {@code [steps, 9]}, under settings as config.yaml has them. */
  float[] path(Map<String, Object> settings) {
    TrainConfig usual =
        TrainConfig.of(
            OptimizerConfig.sgd(0),
            RateConfig.of(1, Schedule.CONSTANT).withLocalizationRate(1),
            Budget.parse("1 steps"));
    Map<String, Object> all = MAPPER.convertValue(usual, new TypeReference<>() {});
    all.putAll(settings);
    TrainConfig config = MAPPER.convertValue(all, TrainConfig.class);
    Updates updates = new Updates(config.rule().make(), config.rates(), config.clipping());
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      return walk(graph, session, updates);
    }
  }

  private float[] walk(Graph graph, Session session, Updates updates) {
    Ops tf = Ops.create(graph);
    Weights weights = new Weights(graph, 1);
    Weights slots = new Weights(graph, 1);
    Weight matrix = weight(weights, "classifier/matrix", Shape.of(2, 3), 0);
    Weight vector = weight(weights, "st0/localization/vector", Shape.of(3), MATRIX);
    var now = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(NUMBERS)));
    var rate = tf.placeholder(TFloat32.class);
    var number = tf.placeholder(TInt64.class);
    Operand<TFloat32> loss = loss(tf, List.of(matrix, vector), now);
    List<WeightGradient> parameters = new ArrayList<>();
    for (Weight weight : weights.all()) {
      if (!updates.isFrozen(weight.name())) {
        Output<?> gradient =
            graph.addGradients(loss.asOutput(), new Output<?>[] {weight.value().asOutput()})[0];
        parameters.add(new WeightGradient(weight, gradient.expect(TFloat32.class)));
      }
    }
    List<Op> all = updates.build(tf, slots, parameters, new StepInputs(rate, number));
    weights.initialize(session);
    slots.initialize(session);

    int steps = noise.length / NUMBERS;
    float[] path = new float[noise.length];
    for (int step = 0; step < steps; step++) {
      double rateNow = updates.rates().at(step + 1L, (double) step / steps);
      try (TFloat32 noiseNow =
              TFloat32.tensorOf(
                  Shape.of(NUMBERS), DataBuffers.of(noise).slice(step * (long) NUMBERS, NUMBERS));
          TFloat32 rateTensor = TFloat32.scalarOf((float) rateNow);
          TInt64 numberTensor = TInt64.scalarOf(step + 1L)) {
        Session.Runner runner =
            session.runner().feed(now, noiseNow).feed(rate, rateTensor).feed(number, numberTensor);
        all.forEach(runner::addTarget);
        runner.run().close();
      }
      float[] reached = flat(weights.read(session));
      System.arraycopy(reached, 0, path, step * NUMBERS, NUMBERS);
    }
    return path;
  }

  private Weight weight(Weights weights, String name, Shape shape, int from) {
    float[] values = new float[(int) shape.size()];
    System.arraycopy(start, from, values, 0, values.length);
    return weights.get(name, shape, Initializer.of(values));
  }

  private Operand<TFloat32> loss(Ops tf, List<Weight> weights, Operand<TFloat32> noiseNow) {
    List<Operand<TFloat32>> rows = new ArrayList<>();
    weights.forEach(weight -> rows.add(tf.reshape(weight.value(), tf.constant(new int[] {-1}))));
    Operand<TFloat32> w = tf.concat(rows, tf.constant(0));
    Operand<TFloat32> square = tf.math.square(w);
    Operand<TFloat32> bowl =
        tf.math.mul(tf.math.mul(tf.constant(curvature), square), tf.constant(0.5f));
    Operand<TFloat32> steep = tf.math.mul(tf.math.square(square), tf.constant(1 / 40f));
    Operand<TFloat32> push = tf.math.mul(noiseNow, w);
    return tf.reduceSum(tf.math.add(tf.math.add(bowl, steep), push), tf.constant(0));
  }

  private static float[] flat(Map<String, float[]> values) {
    float[] all = new float[NUMBERS];
    int next = 0;
    for (float[] some : values.values()) {
      System.arraycopy(some, 0, all, next, some.length);
      next += some.length;
    }
    return all;
  }
}
