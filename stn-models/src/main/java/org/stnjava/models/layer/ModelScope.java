package org.stnjava.models.layer;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.stnjava.ops.custom.CustomGradients;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Where a layer of a model is built: the model's weights, the prefix of their names, and the form,
 * training or inference.
 *
 * <p>A model that is built a second time, from {@link #inference}, has the same weights.
 *
 * @param weights the model's weights
 * @param prefix prefix of the names of weights here, empty or ending in a slash
 * @param dropoutSeed seed of dropout, {@code [2]}: the run's seed and the step's number; absent in
 *     inference form
 * @param portable whether to build from standard operations only, as an exported model needs it
 * @param learned initial values, row-major, of weights that were trained before, by their full
 *     names
 */
public record ModelScope(
    Weights weights,
    String prefix,
    Optional<Operand<TInt64>> dropoutSeed,
    boolean portable,
    Map<String, float[]> learned) {

  /** Checks that nothing is missing, and takes a copy of the map. */
  public ModelScope {
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(dropoutSeed, "dropoutSeed");
    learned = Map.copyOf(learned);
  }

  /**
   * The root scope of a model in training form.
   *
   * @param weights the model's weights
   * @param dropoutSeed seed of dropout, {@code [2]}: the run's seed and the step's number
   * @return the scope
   */
  public static ModelScope training(Weights weights, Operand<TInt64> dropoutSeed) {
    return new ModelScope(weights, "", Optional.of(dropoutSeed), false, Map.of());
  }

  /**
   * The root scope of a model in inference form, to run in this process.
   *
   * @param weights the model's weights
   * @return the scope
   */
  public static ModelScope inference(Weights weights) {
    return new ModelScope(weights, "", Optional.empty(), false, Map.of());
  }

  /**
   * The root scope of a model in inference form that is exported for other programs.
   *
   * @param weights the model's weights
   * @return the scope
   */
  public static ModelScope export(Weights weights) {
    return new ModelScope(weights, "", Optional.empty(), true, Map.of());
  }

  /**
   * The form that the model is built in.
   *
   * @return the mode
   */
  public Mode mode() {
    return dropoutSeed.isPresent() ? Mode.TRAINING : Mode.INFERENCE;
  }

  /** Whether gradients here may be functions that are compiled for the actual sizes. */
  boolean mayCompile(Ops tf) {
    return mode() == Mode.TRAINING
        && tf.scope().env() instanceof Graph
        && CustomGradients.areAvailable();
  }

  /**
   * The scope of a named part.
   *
   * @param name the part
   * @return a scope whose weights are named after the part
   */
  public ModelScope child(String name) {
    return new ModelScope(weights, prefix + name + "/", dropoutSeed, portable, learned);
  }

  /**
   * The same scope with initial values for parts that were trained before.
   *
   * @param values initial values of weights, row-major, by their full names; weights without an
   *     entry are initialized as usual
   * @return a copy
   */
  public ModelScope continuing(Map<String, float[]> values) {
    return new ModelScope(weights, prefix, dropoutSeed, portable, values);
  }

  /**
   * A weight of this part, created at the first call.
   *
   * @param name its name in this part
   * @param shape its shape
   * @param initializer of its values
   * @return the value of the weight, of {@code shape}
   */
  public Operand<TFloat32> weight(String name, Shape shape, Initializer initializer) {
    return weights.get(prefix + name, shape, first(name, initializer)).value();
  }

  /**
   * State of this part, created at the first call: a variable that checkpoints and exported models
   * hold like a weight, but that is not trained, such as a moving average or a counter.
   *
   * <p>Create it in training form and in inference form, as a model is exported with the variables
   * of its inference form. Only {@link #onStep} changes it.
   *
   * <pre>{@code
   * Weight seen = scope.state("seen", Shape.scalar(), Initializer.zeros());
   * scope.onStep(now -> seen.update(now, now.math.add(seen.read(now), now.constant(1f))));
   * }</pre>
   *
   * @param name its name in this part
   * @param shape its shape
   * @param initializer of its values
   * @return the variable
   * @throws IllegalArgumentException if there is a variable of that name with another shape, or one
   *     that is trained
   */
  public Weight state(String name, Shape shape, Initializer initializer) {
    return weights.state(prefix + name, shape, first(name, initializer));
  }

  /**
   * Runs an operation once in each training step, after the optimizer's updates; never in inference
   * form.
   *
   * <p>All such operations of a model run one after the other, in the order in which they were
   * added. Read variables by {@link Weight#read} in {@code update}, to see what the operations
   * before have stored.
   *
   * @param update builds the operation; called once, when the training graph is built, with the
   *     operations before as control dependencies
   */
  public void onStep(Function<Ops, Op> update) {
    if (mode() == Mode.TRAINING) {
      weights.onStep(update);
    }
  }

  private Initializer first(String name, Initializer initializer) {
    float[] values = learned.get(prefix + name);
    return values == null ? initializer : Initializer.of(values);
  }
}
