package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Keeps readers and summands of one operation few.
 *
 * <p>TensorFlow's gradient builder orders the edges of a node by their addresses once there are
 * more than eight, and sums gradients in that order: two processes would then get different bits.
 */
final class FanOut {

  /** The most edges that keep their order. */
  private static final int LIMIT = 8;

  private FanOut() {}

  /** Gives the operand, or copies of it, once for each of many readers. */
  static <T extends TFloating> List<Operand<T>> of(Ops tf, Operand<T> operand, int readers) {
    if (readers <= LIMIT) {
      return new ArrayList<>(Collections.nCopies(readers, operand));
    }
    List<Operand<T>> all = new ArrayList<>();
    for (Operand<T> one : of(tf, operand, (readers + LIMIT - 1) / LIMIT)) {
      Operand<T> copy = tf.identity(one);
      for (int i = 0; i < LIMIT && all.size() < readers; i++) {
        all.add(copy);
      }
    }
    return all;
  }

  /** The sum of one or more operands. */
  static <T extends TFloating> Operand<T> sum(Ops tf, List<Operand<T>> terms) {
    return reduce(terms, tf.math::addN);
  }

  /** One operand made of one or more, never of too many at once. */
  static <T extends TFloating> Operand<T> reduce(
      List<Operand<T>> terms, Function<List<Operand<T>>, Operand<T>> joined) {
    List<Operand<T>> left = terms;
    while (left.size() > 1) {
      List<Operand<T>> fewer = new ArrayList<>();
      for (int i = 0; i < left.size(); i += LIMIT) {
        fewer.add(joined.apply(left.subList(i, Math.min(left.size(), i + LIMIT))));
      }
      left = fewer;
    }
    return left.get(0);
  }
}
