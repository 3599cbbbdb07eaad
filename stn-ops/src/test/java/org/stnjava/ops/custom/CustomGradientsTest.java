package org.stnjava.ops.custom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class CustomGradientsTest {

  private static final Value X = Value.random(1, -1, 1, 2, 3);
  private static final Value DY = Value.random(2, -1, 1, 2, 3);

  @Test
  void areAvailable() {
    assertThat(CustomGradients.areAvailable()).isTrue();
  }

  @Test
  void theRuleDecides() {
    CustomGradients.addRule(
        "thrice", (tf, context, dy) -> List.of(tf.math.mul(dy, tf.constant(3f))));
    Evaluation<TFloat32> doubled =
        new Evaluation<>(
            TFloat32.class,
            (tf, in) ->
                CustomGradients.attach(
                    tf, "thrice", tf.math.mul(in.get(0), tf.constant(2f)), in, List.of()));

    doubled.inGraph(X).mustEqual(times(2, X), Tolerance.FLOAT32);
    doubled.gradient(0, DY, X).mustEqual(times(3, DY), Tolerance.FLOAT32);
  }

  @Test
  void theRuleMayCallCompiledFunctions() {
    CustomGradients.addRule(
        "compiled_square",
        (tf, context, dy) -> {
          assertThat(context.inputShape(0)).isEqualTo(Shape.of(2, 3));
          assertThat(context.outputShape()).isEqualTo(Shape.of(2, 3));
          return List.of(
              tf.reshape(
                  floats(context.function(0).call(tf, List.of(context.input(0), dy)).get(0)),
                  tf.constant(context.inputShape(0).asArray())));
        });
    Evaluation<TFloat32> square =
        new Evaluation<>(
            TFloat32.class,
            (tf, in) -> {
              CompiledFunction gradient =
                  CompiledFunction.define(
                      (Graph) tf.scope().env(),
                      "square_gradient",
                      List.of(Shape.of(2, 3), Shape.of(2, 3)),
                      (own, x) ->
                          List.of(
                              own.math.mul(own.math.mul(x.get(0), own.constant(2f)), x.get(1))));
              return CustomGradients.attach(
                  tf, "compiled_square", tf.math.square(in.get(0)), in, List.of(gradient));
            });

    Value expected = new Value(X.shape(), new double[6]);
    for (int i = 0; i < 6; i++) {
      expected.data()[i] = 2 * X.data()[i] * DY.data()[i];
    }
    square.gradient(0, DY, X).mustEqual(expected, Tolerance.FLOAT32);
  }

  @Test
  void identitiesOfOthersPassGradientsOn() {
    Evaluation<TFloat32> identity =
        new Evaluation<>(
            TFloat32.class,
            (tf, in) -> {
              var both =
                  tf.identityN(List.of(tf.math.mul(in.get(0), tf.constant(5f)), tf.constant(1f)));
              return floats(both.output().get(0));
            });

    identity.gradient(0, DY, X).mustEqual(times(5, DY), Tolerance.FLOAT32);
  }

  @SuppressWarnings("unchecked") // all is of this type here
  private static Operand<TFloat32> floats(Output<?> output) {
    return (Operand<TFloat32>) output;
  }

  private static Value times(double factor, Value value) {
    double[] data = value.data().clone();
    for (int i = 0; i < data.length; i++) {
      data[i] *= factor;
    }
    return new Value(value.shape(), data);
  }
}
