package org.stnjava.models.classifier;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * How windows that roam at first come to rest over a training's steps.
 *
 * @param stepSeed the training's seed and the step's number, {@code [2]}
 */
record Settling(Operand<TInt64> stepSeed) {

  /** Windows rest from here on; long enough for them to find objects on the way. */
  private static final float STEPS = 600;

  /** From 1 at the beginning to 0 at {@link #STEPS} and from there on, {@code [1]}. */
  Operand<TFloat32> unrest(Ops tf) {
    Operand<TInt64> step =
        tf.slice(stepSeed, tf.constant(new int[] {1}), tf.constant(new int[] {1}));
    Operand<TFloat32> share = tf.math.div(tf.dtypes.cast(step, TFloat32.class), tf.constant(STEPS));
    return tf.nn.relu(tf.math.sub(tf.constant(1f), share));
  }

  /** A seed that changes with each step, of its own for each name, {@code [2]}. */
  Operand<TInt64> seed(Ops tf, String name) {
    long own = Hashing.murmur3_128().hashString(name, StandardCharsets.UTF_8).asLong();
    return tf.math.add(stepSeed, tf.constant(new long[] {own, 0}));
  }
}
