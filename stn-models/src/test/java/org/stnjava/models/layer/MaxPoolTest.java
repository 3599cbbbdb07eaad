package org.stnjava.models.layer;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class MaxPoolTest {

  private static final Value X = steps(1, 2, 9, 7, 3);

  /** Numbers of which many are equal, so that the choice among maxima shows. */
  private static Value steps(long seed, long... shape) {
    Value random = Value.random(seed, 0, 4, shape);
    return new Value(random.shape(), Arrays.stream(random.data()).map(Math::floor).toArray());
  }

  private static Evaluation<TFloat32> pool(int size) {
    return new Evaluation<>(TFloat32.class, (tf, in) -> pooled(tf, size, in.get(0)));
  }

  private static Operand<TFloat32> pooled(Ops tf, int size, Operand<TFloat32> x) {
    Weights weights = new Weights((Graph) tf.scope().env(), 1);
    return Layers.maxPool(size)
        .apply(tf, ModelScope.training(weights, tf.constant(new long[] {1, 2})), x);
  }

  private static Evaluation<TFloat32> tensorFlows(int size) {
    return new Evaluation<>(
        TFloat32.class,
        (tf, in) -> {
          var block = tf.constant(new int[] {1, size, size, 1});
          return tf.nn.maxPool(in.get(0), block, block, "VALID");
        });
  }

  @ParameterizedTest(name = "{0}x{0} blocks, seed 1")
  @ValueSource(ints = {1, 2, 3})
  void hasTensorFlowsGradientToTheBit(int size) {
    Value weights = Value.random(2, -1, 1, 2, 9 / size, 7 / size, 3);

    Value gradient = pool(size).gradient(0, weights, X);

    gradient.mustEqual(tensorFlows(size).gradient(0, weights, X), Tolerance.EXACT);
  }

  @ParameterizedTest(name = "{0}x{0} blocks, seed 1")
  @ValueSource(ints = {1, 2, 3})
  void givesTheMaximumOfEachBlock(int size) {
    pool(size).inGraph(X).mustEqual(tensorFlows(size).inGraph(X), Tolerance.EXACT);
  }
}
