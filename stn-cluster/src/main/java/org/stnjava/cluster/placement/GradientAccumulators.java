package org.stnjava.cluster.placement;

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
 * Nodes that sum the gradients of a step: one accumulator a weight, on the weight's parameter
 * server.
 *
 * <p>An accumulator discards gradients of attempts before its own. Taking the mean increments its
 * attempt.
 */
public final class GradientAccumulators {

  private static final String SCOPE = "gradients_of_all";

  private final Ops tf;
  private final List<WeightGradient> gradients;
  private final List<ResourceConditionalAccumulator> accumulators = new ArrayList<>();

  /**
   * Adds one accumulator for each gradient.
   *
   * @param tf where to build
   * @param gradients of the step's loss
   */
  public GradientAccumulators(Ops tf, List<WeightGradient> gradients) {
    this.tf = tf.withSubScope(SCOPE);
    this.gradients = gradients;
    for (WeightGradient gradient : gradients) {
      Weight weight = gradient.weight();
      accumulators.add(
          this.tf.train.resourceConditionalAccumulator(
              TFloat32.class,
              weight.shape(),
              ResourceConditionalAccumulator.sharedName("gradient/" + weight.name())));
    }
  }

  /**
   * Builds the operations that add the gradients to the accumulators.
   *
   * @param attempt identifies the step and its repetition, a scalar
   * @return the operations
   */
  public List<Op> add(Operand<TInt64> attempt) {
    List<Op> added = new ArrayList<>();
    for (int i = 0; i < accumulators.size(); i++) {
      added.add(
          tf.train.resourceAccumulatorApplyGradient(
              accumulators.get(i), attempt, gradients.get(i).gradient()));
    }
    return added;
  }

  /**
   * Takes the mean gradients once enough have been added. Adds the nodes that {@link #clear} runs,
   * too.
   *
   * @param usual how many gradients a mean is of, unless a run feeds another number
   * @return the means, each with its weight
   */
  public List<WeightGradient> mean(int usual) {
    Operand<TInt64> attempt =
        tf.withName("attempt").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    Operand<TInt32> count =
        tf.withName("count").placeholderWithDefault(tf.constant(usual), Shape.scalar());
    List<WeightGradient> means = new ArrayList<>();
    List<Op> set = new ArrayList<>();
    for (int i = 0; i < accumulators.size(); i++) {
      means.add(
          new WeightGradient(
              gradients.get(i).weight(),
              tf.withName("mean_" + i)
                  .train
                  .resourceAccumulatorTakeGradient(accumulators.get(i), count, TFloat32.class)));
      set.add(tf.train.resourceAccumulatorSetGlobalStep(accumulators.get(i), attempt));
      tf.withName("given_" + i).train.resourceAccumulatorNumAccumulated(accumulators.get(i));
    }
    tf.withControlDependencies(set).withName("begin").noOp();
    return means;
  }

  /**
   * Clears the accumulators; they discard gradients of earlier attempts from now on.
   *
   * @param session of a graph with {@link #mean}
   * @param size how many accumulators it has
   * @param attempt the first attempt whose gradients are added
   */
  public static void clear(Session session, int size, long attempt) {
    begin(session, attempt);
    Session.Runner counting = session.runner();
    for (int i = 0; i < size; i++) {
      counting.fetch(node("given_" + i));
    }
    Session.Runner taking = session.runner();
    int nonEmpty = 0;
    try (Result counts = counting.run()) {
      for (int i = 0; i < size; i++) {
        if (((TInt32) counts.get(i)).getInt() > 0) {
          taking.addTarget(node("mean_" + i));
          nonEmpty++;
        }
      }
    }
    if (nonEmpty > 0) {
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
