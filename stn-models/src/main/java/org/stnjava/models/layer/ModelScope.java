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
 * The place in a model where a layer is built.
 *
 * <p>Building the same model again in another mode, from {@link #inference}, reuses its weights.
 *
 * @param weights the model's weights
 * @param prefix what the names of weights start with here, empty or ending in a slash
 * @param dropoutSeed two numbers that change with each step, {@code [2]}; absent in inference
 * @param portable whether to build of ordinary operations alone, for a model that is to be exported
 * @param learned first values, row-major, of weights that were trained before, by their whole names
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
   * The root of a model that is trained.
   *
   * @param weights the model's weights
   * @param dropoutSeed two numbers that change with each step, {@code [2]}
   * @return the scope
   */
  public static ModelScope training(Weights weights, Operand<TInt64> dropoutSeed) {
    return new ModelScope(weights, "", Optional.of(dropoutSeed), false, Map.of());
  }

  /**
   * The root of a model that is only used, and only here.
   *
   * @param weights the model's weights
   * @return the scope
   */
  public static ModelScope inference(Weights weights) {
    return new ModelScope(weights, "", Optional.empty(), false, Map.of());
  }

  /**
   * The root of a model that other programs will run.
   *
   * @param weights the model's weights
   * @return the scope
   */
  public static ModelScope export(Weights weights) {
    return new ModelScope(weights, "", Optional.empty(), true, Map.of());
  }

  /**
   * What the model is built for.
   *
   * @return the mode
   */
  public Mode mode() {
    return dropoutSeed.isPresent() ? Mode.TRAINING : Mode.INFERENCE;
  }

  /** Whether gradients here may be functions compiled for the sizes at hand. */
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
   * The same scope for parts that were trained before.
   *
   * @param values first values of weights, row-major, by their whole names; others begin as they
   *     would
   * @return a copy
   */
  public ModelScope continuing(Map<String, float[]> values) {
    return new ModelScope(weights, prefix, dropoutSeed, portable, values);
  }

  /**
   * A weight of this part, made at the first call.
   *
   * @param name its name in this part
   * @param shape its shape
   * @param initializer gives its first values
   * @return reads the weight
   */
  public Operand<TFloat32> weight(String name, Shape shape, Initializer initializer) {
    return weights.get(prefix + name, shape, first(name, initializer)).value();
  }

  /**
   * State of this part, made at the first call: a variable that is kept and saved as weights are,
   * in checkpoints and in exported models, but not trained. Moving averages and counters are such.
   *
   * <p>Ask for it in training and in inference form alike, as a model is saved with the variables
   * of its inference form. It changes by {@link #onStep} alone.
   *
   * <pre>{@code
   * Weight seen = scope.state("seen", Shape.scalar(), Initializer.zeros());
   * scope.onStep(now -> seen.update(now, now.math.add(seen.read(now), now.constant(1f))));
   * }</pre>
   *
   * @param name its name in this part
   * @param shape its shape
   * @param initializer gives its first values
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
