package org.stnjava.models.layer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A gated recurrent unit (GRU, Cho et al. 2014). Each step computes s' = z·s + (1 − z)·n, where z =
 * σ(x·W₁ + s·U₁), n = tanh(x·W₂ + (r·s)·U₂) and r = σ(x·W₃ + s·U₃), each with a bias.
 *
 * @param name its name, unique in its scope
 * @param units size of its state, at least 1
 */
public record GatedUnit(String name, int units) {

  private static final int GATES = 2;

  /** Checks the number. */
  public GatedUnit {
    if (units < 1) {
      throw new IllegalArgumentException("units: expected at least 1 but got " + units);
    }
  }

  /**
   * Builds one step; all steps share their weights.
   *
   * @param tf where to build
   * @param scope of the weights
   * @param x input, {@code [N, F]}
   * @param state of the step before, or an initial state, {@code [N, units]}
   * @return the next state, {@code [N, units]}
   */
  public Operand<TFloat32> step(
      Ops tf, ModelScope scope, Operand<TFloat32> x, Operand<TFloat32> state) {
    Ops here = tf.withSubScope(name);
    ModelScope own = scope.child(name);
    List<? extends Operand<TFloat32>> gates =
        here.split(
                here.constant(1),
                here.math.sigmoid(linear(here, own.child("gates"), x, state, GATES * units)),
                (long) GATES)
            .output();
    Operand<TFloat32> keep = gates.get(0);
    Operand<TFloat32> remembered = here.math.mul(gates.get(1), state);
    Operand<TFloat32> fresh =
        here.math.tanh(linear(here, own.child("fresh"), x, remembered, units));
    Operand<TFloat32> change = here.math.mul(keep, here.math.sub(state, fresh));
    return here.math.add(fresh, change);
  }

  /** A linear layer with PyTorch's initialization, uniform in ±1/√units. */
  private Operand<TFloat32> linear(
      Ops tf, ModelScope scope, Operand<TFloat32> x, Operand<TFloat32> state, int outputs) {
    Operand<TFloat32> both = tf.concat(List.of(x, state), tf.constant(1));
    Initializer initializer = Initializer.uniform(units);
    Operand<TFloat32> kernel =
        scope.weight("kernel", Shape.of(x.shape().get(1) + units, outputs), initializer);
    Operand<TFloat32> bias = scope.weight("bias", Shape.of(outputs), initializer);
    return tf.nn.biasAdd(tf.linalg.matMul(both, kernel), bias);
  }
}
