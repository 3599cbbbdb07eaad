package org.stnjava.train.cluster;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.models.layer.Weight;
import org.stnjava.train.optimize.WeightGradient;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.ResourceConditionalAccumulator;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Where the gradients of a step are summed, beside the weights: one accumulator a weight, as nodes
 * of a graph.
 *
 * <p>An accumulator takes in what is of its attempt or a later one, and gives the mean of so many
 * gradients, whereupon its attempt is the next one.
 */
final class Accumulators {

  private static final String SCOPE = "gradients_of_all";

  private final Ops tf;
  private final List<WeightGradient> gradients;
  private final List<ResourceConditionalAccumulator> all = new ArrayList<>();

  Accumulators(Ops tf, List<WeightGradient> gradients) {
    this.tf = tf.withSubScope(SCOPE);
    this.gradients = gradients;
    for (WeightGradient gradient : gradients) {
      Weight weight = gradient.weight();
      all.add(
          this.tf.train.resourceConditionalAccumulator(
              TFloat32.class,
              weight.shape(),
              ResourceConditionalAccumulator.sharedName("gradient/" + weight.name())));
    }
  }

  /** Hands the gradients in. */
  List<Op> give(Operand<TInt64> attempt) {
    List<Op> given = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      given.add(
          tf.train.resourceAccumulatorApplyGradient(
              all.get(i), attempt, gradients.get(i).gradient()));
    }
    return given;
  }

  /**
   * Takes the means of so many gradients; waits until they are there. Adds what {@link #clear}
   * runs, too.
   */
  List<WeightGradient> take(int usual) {
    Operand<TInt64> attempt =
        tf.withName("attempt").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    Operand<TInt32> count =
        tf.withName("count").placeholderWithDefault(tf.constant(usual), Shape.scalar());
    List<WeightGradient> means = new ArrayList<>();
    List<Op> set = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      means.add(
          new WeightGradient(
              gradients.get(i).weight(),
              tf.withName("mean_" + i)
                  .train
                  .resourceAccumulatorTakeGradient(all.get(i), count, TFloat32.class)));
      set.add(tf.train.resourceAccumulatorSetGlobalStep(all.get(i), attempt));
      tf.withName("given_" + i).train.resourceAccumulatorNumAccumulated(all.get(i));
    }
    tf.withControlDependencies(set).withName("begin").noOp();
    return means;
  }

  /**
   * Forgets what was handed in, and takes nothing from now on that is of an earlier attempt.
   *
   * @param session of a graph that takes means
   * @param size how many accumulators it has
   * @param attempt the first that counts
   */
  static void clear(Session session, int size, long attempt) {
    begin(session, attempt);
    Session.Runner counting = session.runner();
    for (int i = 0; i < size; i++) {
      counting.fetch(node("given_" + i));
    }
    Session.Runner taking = session.runner();
    int some = 0;
    try (Result counts = counting.run()) {
      for (int i = 0; i < size; i++) {
        if (((TInt32) counts.get(i)).getInt() > 0) {
          taking.addTarget(node("mean_" + i));
          some++;
        }
      }
    }
    if (some > 0) {
      try (TInt32 one = TInt32.scalarOf(1)) {
        taking.feed(node("count"), one).run().close();
      }
      begin(session, attempt);
    }
  }

  private static void begin(Session session, long attempt) {
    try (TInt64 number = TInt64.scalarOf(attempt)) {
      session.runner().feed(node("attempt"), number).addTarget(node("begin")).run().close();
    }
  }

  private static String node(String name) {
    return SCOPE + "/" + name;
  }
}
