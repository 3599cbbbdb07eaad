package org.stnjava.ops.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class CustomOpTest {

  private static final CustomOp REVERSED =
      CustomOp.register("TestReversed", 1, CustomOpTest::reverse).orElseThrow();

  private static final CustomOp BROKEN =
      CustomOp.register(
              "TestBroken",
              1,
              context -> {
                throw new IllegalArgumentException("u: expected nothing but got something");
              })
          .orElseThrow();

  private static void reverse(OpContext context) {
    float[] numbers = context.values(0);
    float[] reversed = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      reversed[i] = numbers[numbers.length - 1 - i];
    }
    context.allocate(context.shape(0));
    context.write(0, reversed, 0, reversed.length);
  }

  private static Value computed(CustomOp op, Value input) {
    return new Evaluation<>(TFloat32.class, (tf, in) -> op.call(tf, List.of(in.get(0))))
        .inGraph(input);
  }

  @Test
  void computesInJava() {
    Value value = Value.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);

    computed(REVERSED, value)
        .mustEqual(Value.of(new double[] {6, 5, 4, 3, 2, 1}, 2, 3), Tolerance.EXACT);
    assertThat(computed(REVERSED, Value.of(new double[0], 0, 3)).shape()).isEqualTo(Shape.of(0, 3));
    assertThat(computed(REVERSED, new Value(Shape.scalar(), new double[] {7})).data())
        .containsExactly(7);
  }

  @Test
  void whatItThrowsFailsTheRun() {
    assertThatThrownBy(() -> computed(BROKEN, Value.of(new double[] {1}, 1)))
        .isInstanceOf(TFInvalidArgumentException.class)
        .hasMessageContaining("u: expected nothing but got something");
  }

  @Test
  void readsNothingBeyondItsInput() {
    CustomOp greedy =
        CustomOp.register("TestGreedy", 1, context -> context.read(0, 1, new float[3], 0, 3))
            .orElseThrow();

    assertThatThrownBy(() -> computed(greedy, Value.of(new double[] {1, 2, 3}, 3)))
        .hasMessageContaining("input 0: 3 elements from 1 of [3]");
  }

  @Test
  void writesNothingBeyondItsOutput() {
    CustomOp greedy =
        CustomOp.register(
                "TestGreedyWriter",
                1,
                context -> {
                  context.allocate(Shape.of(3));
                  context.write(1, new float[3], 0, 3);
                })
            .orElseThrow();

    assertThatThrownBy(() -> computed(greedy, Value.of(new double[] {1, 2, 3}, 3)))
        .hasMessageContaining("output: 3 elements from 1 of 3");
  }

  @Test
  void hasANameOfItsOwn() {
    assertThat(CustomOp.register("TestReversed", 1, CustomOpTest::reverse)).isEmpty();
    assertThat(CustomOp.register("MatMul", 1, CustomOpTest::reverse)).isEmpty();
    assertThatThrownBy(() -> CustomOp.register("no name", 1, CustomOpTest::reverse))
        .hasMessage("type: expected a name like MatMul but got 'no name'");
  }
}
