package org.stnjava.ops.operand;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Copies and sums that give every operation at most eight consumers and at most eight summands.
 *
 * <p>TensorFlow's gradient builder orders the edges of a node by their addresses once there are
 * more than eight, and sums gradients in that order: two processes would then get different bits.
 */
public final class FanOut {

  /** The most edges that keep their order. */
  private static final int LIMIT = 8;

  private FanOut() {}

  /**
   * An operand for several consumers.
   *
   * @param tf where to build
   * @param operand what they read
   * @param consumers how many they are
   * @param <T> the floating type
   * @return one operand for each consumer: the operand itself, or identities of it if there are
   *     more than eight
   */
  public static <T extends TFloating> List<Operand<T>> copies(
      Ops tf, Operand<T> operand, int consumers) {
    if (consumers <= LIMIT) {
      return new ArrayList<>(Collections.nCopies(consumers, operand));
    }
    List<Operand<T>> all = new ArrayList<>();
    for (Operand<T> one : copies(tf, operand, (consumers + LIMIT - 1) / LIMIT)) {
      Operand<T> copy = tf.identity(one);
      for (int i = 0; i < LIMIT && all.size() < consumers; i++) {
        all.add(copy);
      }
    }
    return all;
  }

  /**
   * The sum of one or more operands of the same shape.
   *
   * @param tf where to build
   * @param terms the summands
   * @param <T> the floating type
   * @return the sum
   */
  public static <T extends TFloating> Operand<T> sum(Ops tf, List<Operand<T>> terms) {
    return reduce(terms, tf.math::addN);
  }

  /**
   * Reduces one or more operands to one, in groups of at most eight.
   *
   * @param terms the operands
   * @param joined makes one operand of up to eight
   * @param <T> the floating type
   * @return the operand that is left
   */
  public static <T extends TFloating> Operand<T> reduce(
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
