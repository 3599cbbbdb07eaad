package org.stnjava.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stnjava.models.SlopeCheck;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class GatedUnitTest {

  @Test
  void followsItsFormula() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 1);
      Operand<TFloat32> next =
          new GatedUnit("memory", 1)
              .step(
                  tf,
                  ModelScope.inference(weights),
                  tf.constant(new float[][] {{0.5f}, {-2}}),
                  tf.constant(new float[][] {{0.25f}, {1}}));
      Map<String, float[]> values = new HashMap<>();
      values.put("memory/gates/kernel", new float[] {0.3f, -0.4f, 0.7f, 0.6f});
      values.put("memory/gates/bias", new float[] {0.1f, -0.2f});
      values.put("memory/fresh/kernel", new float[] {0.9f, -1.1f});
      values.put("memory/fresh/bias", new float[] {0.05f});
      weights.write(session, values);

      try (Result result = session.runner().fetch(next).run()) {
        double[] states = Value.copyOf(result.get(0)).data();
        assertThat(states[0]).isCloseTo(expected(0.5, 0.25), within(1e-6));
        assertThat(states[1]).isCloseTo(expected(-2, 1), within(1e-6));
      }
    }
  }

  private static double expected(double x, double state) {
    double z = sigmoid(0.3 * x + 0.7 * state + 0.1);
    double r = sigmoid(-0.4 * x + 0.6 * state - 0.2);
    double n = Math.tanh(0.9 * x - 1.1 * r * state + 0.05);
    return z * state + (1 - z) * n;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void hasTheGradientsOfCentralDifferencesOverSeveralSteps() {
    GatedUnit unit = new GatedUnit("memory", 3);

    try (TFloat32 x = Value.random(2, -1, 1, 4, 5).tensor(TFloat32.class);
        SlopeCheck check =
            new SlopeCheck(
                2,
                (tf, scope) -> {
                  Operand<TFloat32> state = tf.zeros(tf.constant(new int[] {4, 3}), TFloat32.class);
                  for (int i = 0; i < 3; i++) {
                    state = unit.step(tf, scope, tf.constantOf(x), state);
                  }
                  return tf.math.mean(tf.math.mul(state, state), tf.constant(new int[] {0, 1}));
                })) {
      check.mustAgree();
    }
  }

  @Test
  void remembersSomething() {
    assertThatThrownBy(() -> new GatedUnit("memory", 0))
        .hasMessage("units: expected at least 1 but got 0");
  }
}
