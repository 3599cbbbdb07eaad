package org.stnjava.models.layer;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Dropout (Srivastava et al. 2014): in training form sets random features to 0 and scales the
 * others by 1 / (1 − rate).
 *
 * <p>Stateless: the mask is a function of the step's seed and the layer's name, so that a step can
 * be repeated.
 *
 * @param name its name, unique in its scope
 * @param rate fraction of features to drop, in [0, 1)
 * @param unit that is dropped as a whole
 */
record Dropout(String name, float rate, Unit unit) implements Layer {

  /** The unit that is dropped as a whole. */
  enum Unit {
    FEATURE,
    CHANNEL
  }

  Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("rate: expected one in [0, 1) but got " + rate);
    }
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, ModelScope scope, Operand<TFloat32> x) {
    return scope
        .dropoutSeed()
        .map(seed -> drop(tf.withSubScope(name), scope.prefix(), seed, x))
        .orElse(x);
  }

  private Operand<TFloat32> drop(
      Ops tf, String prefix, Operand<TInt64> stepSeed, Operand<TFloat32> x) {
    long own = Hashing.murmur3_128().hashString(prefix + name, StandardCharsets.UTF_8).asLong();
    Operand<TInt64> seed = tf.math.add(stepSeed, tf.constant(new long[] {own, 0}));
    Operand<TFloat32> uniform = tf.random.statelessRandomUniform(units(tf, x), seed);
    Operand<TFloat32> kept =
        tf.dtypes.cast(tf.math.greaterEqual(uniform, tf.constant(rate)), TFloat32.class);
    return tf.math.mul(x, tf.math.mul(kept, tf.constant(1 / (1 - rate))));
  }

  /** The shape of the mask: that of x, or [N, 1, 1, C]. */
  private Operand<TInt32> units(Ops tf, Operand<TFloat32> x) {
    if (unit == Unit.FEATURE) {
      return tf.shape(x);
    }
    Operand<TInt32> ends = tf.constant(new int[] {1, 0, 0, 1});
    return tf.math.add(
        tf.math.mul(tf.shape(x), ends), tf.math.sub(tf.constant(new int[] {1, 1, 1, 1}), ends));
  }
}
