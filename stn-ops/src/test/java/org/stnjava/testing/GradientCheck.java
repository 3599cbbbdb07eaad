package org.stnjava.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.types.TFloat64;

/**
 * Autodiff's gradient of a weighted sum beside the central differences of the same sum.
 *
 * @param autodiff from TensorFlow
 * @param differences (f(x + h) − f(x − h)) / 2h, number by number
 */
public record GradientCheck(Value autodiff, Value differences) {

  /** Small beside the distance to a kink, large beside the rounding of {@code TFloat64}. */
  private static final double H = 1e-6;

  /** Differentiates the sum of outputs, each weighted at random, with respect to one input. */
  public static GradientCheck of(
      long seed, int input, Evaluation.Function<TFloat64> function, Value... inputs) {
    Evaluation<TFloat64> evaluation = new Evaluation<>(TFloat64.class, function);
    Value out = evaluation.inGraph(inputs);
    Value weights = Value.random(seed, -1, 1, out.shape().asArray());
    Value autodiff = evaluation.gradient(input, weights, inputs);

    int size = inputs[input].data().length;
    List<Value[]> moved = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      moved.add(moved(inputs, input, i, H));
      moved.add(moved(inputs, input, i, -H));
    }
    List<Value> outputs = evaluation.inGraph(moved);
    double[] differences = new double[size];
    Arrays.setAll(
        differences,
        i ->
            (weightedSum(weights, outputs.get(2 * i))
                    - weightedSum(weights, outputs.get(2 * i + 1)))
                / (2 * H));
    return new GradientCheck(autodiff, new Value(inputs[input].shape(), differences));
  }

  /** Fails with the first index at which the two differ by more than the tolerance. */
  public void mustAgree() {
    autodiff.mustEqual(differences, Tolerance.CENTRAL_DIFFERENCES);
  }

  private static double weightedSum(Value weights, Value out) {
    double sum = 0;
    for (int i = 0; i < out.data().length; i++) {
      sum += weights.data()[i] * out.data()[i];
    }
    return sum;
  }

  private static Value[] moved(Value[] inputs, int input, int index, double by) {
    Value[] moved = inputs.clone();
    double[] data = inputs[input].data().clone();
    data[index] += by;
    moved[input] = new Value(inputs[input].shape(), data);
    return moved;
  }
}
