package org.stnjava.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Autodiff beside central differences, for what has weights: along a random direction of each.
 *
 * <p>Weights are of single precision, so the step is large, and the tolerance wide: both are far
 * below what a wrong path would make.
 */
public final class SlopeCheck implements AutoCloseable {

  private static final float H = 1e-3f;

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Weights weights;
  private final Operand<TFloat32> loss;
  private final Output<?>[] gradients;
  private final SplittableRandom random;

  /** Builds a scalar from weights, and moves these from their first values by up to 0.1. */
  public SlopeCheck(long seed, BiFunction<Ops, ModelScope, Operand<TFloat32>> built) {
    random = new SplittableRandom(seed);
    weights = new Weights(graph, seed);
    loss = built.apply(Ops.create(graph), ModelScope.inference(weights));
    gradients =
        graph.addGradients(
            loss.asOutput(),
            weights.all().stream().map(w -> w.value().asOutput()).toArray(Output<?>[]::new));
    weights.initialize(session);
    Map<String, float[]> moved = weights.read(session);
    moved.values().forEach(values -> add(values, direction(values.length), 0.1f));
    weights.write(session, moved);
  }

  /** Fails with the first weight along which the two differ. */
  public void mustAgree() {
    Map<String, float[]> values = weights.read(session);
    List<Weight> all = List.copyOf(weights.all());
    for (int i = 0; i < all.size(); i++) {
      String name = all.get(i).name();
      float[] direction = direction(Math.toIntExact(all.get(i).shape().size()));
      double autodiff = 0;
      double[] gradient = fetch(gradients[i]);
      for (int j = 0; j < direction.length; j++) {
        autodiff += gradient[j] * direction[j];
      }
      double differences =
          (at(values, name, direction, H) - at(values, name, direction, -H)) / (2 * H);
      assertThat(autodiff)
          .as(name)
          .isCloseTo(differences, within(2e-3 + 2e-2 * Math.abs(differences)));
      assertThat(Math.abs(autodiff)).as(name).isGreaterThan(1e-6);
    }
  }

  private double at(Map<String, float[]> values, String name, float[] direction, float by) {
    Map<String, float[]> moved = new HashMap<>(values);
    moved.computeIfPresent(
        name,
        (key, old) -> {
          float[] some = old.clone();
          add(some, direction, by);
          return some;
        });
    weights.write(session, moved);
    double there = fetch(loss.asOutput())[0];
    weights.write(session, values);
    return there;
  }

  private double[] fetch(Output<?> output) {
    try (Result result = session.runner().fetch(output).run()) {
      return Value.copyOf(result.get(0)).data();
    }
  }

  private float[] direction(int length) {
    float[] direction = new float[length];
    for (int i = 0; i < length; i++) {
      direction[i] = (float) (2 * random.nextDouble() - 1);
    }
    return direction;
  }

  private static void add(float[] values, float[] direction, float by) {
    for (int i = 0; i < values.length; i++) {
      values[i] += by * direction[i];
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
