package org.stnjava.train.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.stnjava.models.layer.Initializer;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class OptimizerTest {

  private static final double RATE = 0.1;
  private static final float START = 3;
  private static final int STEPS = 50;

  /** One weight w under the loss w⁴/4, whose gradient is w³. */
  private static float[] minimize(Optimizer optimizer) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 1);
      Weights slots = new Weights(graph, 1);
      Weight weight = weights.get("w", Shape.of(1), Initializer.of(START));
      var loss = tf.math.mul(tf.constant(0.25f), tf.math.pow(weight.value(), tf.constant(4f)));
      @SuppressWarnings("unchecked")
      Output<TFloat32> gradient =
          (Output<TFloat32>)
              graph.addGradients(loss.asOutput(), new Output<?>[] {weight.value().asOutput()})[0];
      var rate = tf.placeholder(TFloat32.class);
      var number = tf.placeholder(TInt64.class);
      Op update = optimizer.update(tf, slots, weight, gradient, new StepInputs(rate, number));
      weights.initialize(session);
      slots.initialize(session);

      float[] path = new float[STEPS];
      for (int step = 0; step < STEPS; step++) {
        try (TFloat32 rateNow = TFloat32.scalarOf((float) (RATE / 10));
            TInt64 stepNow = TInt64.scalarOf(step + 1L)) {
          session
              .runner()
              .feed(rate, rateNow)
              .feed(number, stepNow)
              .addTarget(update)
              .run()
              .close();
        }
        path[step] = weights.read(session).values().iterator().next()[0];
      }
      return path;
    }
  }

  private static void assertPath(float[] path, DoubleUnaryOperator next) {
    double w = START;
    for (int step = 0; step < STEPS; step++) {
      w = next.applyAsDouble(w);
      assertThat((double) path[step]).as("step %d", step + 1).isCloseTo(w, within(1e-5));
    }
  }

  @Test
  void descendsAlongTheGradient() {
    assertPath(minimize(Optimizer.sgd(0)), w -> w - RATE / 10 * w * w * w);
  }

  @Test
  void carriesMomentumAlong() {
    double[] velocity = new double[1];

    assertPath(
        minimize(Optimizer.sgd(0.5)),
        w -> {
          velocity[0] = 0.5 * velocity[0] + w * w * w;
          return w - RATE / 10 * velocity[0];
        });
  }

  @Test
  void followsAdamsAlgorithm() {
    double[] state = new double[3];

    assertPath(
        minimize(Optimizer.adam()),
        w -> {
          double g = w * w * w;
          double t = ++state[0];
          state[1] = 0.9 * state[1] + 0.1 * g;
          state[2] = 0.999 * state[2] + 0.001 * g * g;
          double mean = state[1] / (1 - Math.pow(0.9, t));
          double square = state[2] / (1 - Math.pow(0.999, t));
          return w - RATE / 10 * mean / (Math.sqrt(square) + 1e-8);
        });
  }

  @Test
  void refusesMomentumThatNeverEnds() {
    assertThatThrownBy(() -> Optimizer.sgd(1))
        .hasMessage("momentum: expected a number in [0, 1) but got 1.0");
  }
}
