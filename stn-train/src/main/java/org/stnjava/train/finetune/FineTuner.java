package org.stnjava.train.finetune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tune.InstalledModel;
import org.stnjava.savedmodel.tune.TunableModel;
import org.stnjava.savedmodel.tune.Tuning;
import org.stnjava.train.loop.RepeatableSums;
import org.stnjava.train.optimize.Optimizer;
import org.stnjava.train.optimize.StepInputs;
import org.stnjava.train.optimize.WeightGradient;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Trains a loaded model further, on softmax cross entropy, <b>to be closed</b> before the model.
 *
 * <pre>{@code
 * try (LoadedModel model = LoadedModel.open(folder);
 *     FineTuner tuner =
 *         FineTuner.of(
 *             model, Tuning.of("serving_default"), FineTuneConfig.of(OptimizerConfig.adam(), 1e-4), 0)) {
 *   float loss = tuner.step(Map.of("image", images), labels);
 *   tuner.save(Path.of("tuned"));
 * }
 * }</pre>
 *
 * <p>The model's variables change with each step, and so do all of its signatures' results; the
 * files it was loaded from do not. The same model, batches and seed give the same weights.
 */
public final class FineTuner implements AutoCloseable {

  private final TunableModel tunable;
  private final List<Weight> trained;
  private final Output<TFloat32> logits;
  private final Placeholder<TInt32> labels;
  private final Placeholder<TInt64> number;
  private final Output<TFloat32> loss;
  private final Op update;
  private final InstalledModel installed;
  private final long seed;
  private long steps;

  private FineTuner(TunableModel tunable, FineTuneConfig config, long seed) {
    this.tunable = tunable;
    this.seed = seed;
    Ops tf = Ops.create(tunable.graph()).withSubScope("finetune");
    logits = Logits.of(tunable, config.logits());
    labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    number = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    loss = Logits.meanCrossEntropy(tf, logits, labels);
    Weights slots = new Weights(tunable.graph(), 0);
    trained = new ArrayList<>();
    update = updates(tf, config, slots);
    installed = tunable.install(RepeatableSums::of);
    installed.weights(tunable.weights()).initialize(installed.session());
    installed.weights(slots).initialize(installed.session());
  }

  /**
   * Prepares the training.
   *
   * @param model stays the caller's to close, after this
   * @param tuning which signature, in which form, and what is added
   * @param config what is trained, and how
   * @param seed of the first values of what is added, and of its dropout
   * @return before its first step
   * @throws IllegalArgumentException if the model has no such signature, output or weights, or no
   *     gradient goes through it; says why
   */
  public static FineTuner of(LoadedModel model, Tuning tuning, FineTuneConfig config, long seed) {
    TunableModel tunable = TunableModel.open(model, tuning, seed);
    try {
      return new FineTuner(tunable, config, seed);
    } catch (RuntimeException e) {
      tunable.close();
      throw e;
    }
  }

  /**
   * Names the weights that are trained.
   *
   * @return those that were selected and that the loss depends on
   */
  public List<String> trained() {
    return trained.stream().map(Weight::name).toList();
  }

  /**
   * Counts the batch norms that are in training form.
   *
   * @return how many moving averages are updated in each step, in pairs
   */
  public int batchNorms() {
    return tunable.batchNorms();
  }

  /**
   * Makes one update.
   *
   * @param inputs a tensor for each of the signature's inputs, by name; those with a default value
   *     may be left out
   * @param classes the class of each image, from 0
   * @return the mean loss before the update
   * @throws IllegalArgumentException if an input is missing or unknown, or there are not as many
   *     classes as rows of logits, or one is too high
   * @throws IllegalStateException if the loss is not finite; the weights are then no longer of use
   */
  public float step(Map<String, ? extends Tensor> inputs, int[] classes) {
    requireClasses(classes);
    requireRows(inputs, classes.length);
    Session.Runner runner = feed(inputs);
    steps++;
    try (TInt32 labelsNow = TInt32.vectorOf(classes);
        TInt64 numberNow = TInt64.scalarOf(steps);
        TInt64 dropout = TInt64.vectorOf(seed, steps)) {
      tunable.dropoutSeed().ifPresent(place -> runner.feed(installed.name(place), dropout));
      runner
          .feed(installed.name(labels), labelsNow)
          .feed(installed.name(number), numberNow)
          .addTarget(installed.name(update));
      try (Result result = runner.fetch(installed.name(loss)).run()) {
        return finite(((TFloat32) result.get(0)).getFloat());
      }
    }
  }

  /**
   * Computes the logits, in the form that is trained, without an update.
   *
   * @param inputs a tensor for each of the signature's inputs, by name; those with a default value
   *     may be left out
   * @return {@code [N, classes]}, to be closed
   */
  public Result logits(Map<String, ? extends Tensor> inputs) {
    Session.Runner runner = feed(inputs);
    return runner.fetch(installed.name(logits)).run();
  }

  /**
   * Reads the weights of floats.
   *
   * @return values by name, row-major; the model's and what was added, trained or not
   */
  public Map<String, float[]> weights() {
    return installed.weights(tunable.weights()).read(installed.session());
  }

  /**
   * Writes the model with the weights that it has now; see {@link InstalledModel#save}.
   *
   * @param out a new folder in one that exists
   */
  public void save(Path out) {
    installed.save(out);
  }

  /**
   * Checks that the model can be written; see {@link InstalledModel#requireSavable}.
   *
   * @throws IllegalArgumentException if it cannot
   */
  public void requireSavable() {
    installed.requireSavable();
  }

  @Override
  public void close() {
    tunable.close();
  }

  private Session.Runner feed(Map<String, ? extends Tensor> inputs) {
    if (!tunable.inputs().containsAll(inputs.keySet())
        || !inputs.keySet().containsAll(tunable.requiredInputs())) {
      throw new IllegalArgumentException(
          "inputs: expected %s but got %s".formatted(expected(), inputs.keySet()));
    }
    Session.Runner runner = installed.session().runner();
    inputs.forEach((name, tensor) -> runner.feed(installed.name(tunable.input(name)), tensor));
    return runner;
  }

  private String expected() {
    Set<String> optional = new LinkedHashSet<>(tunable.inputs());
    optional.removeAll(tunable.requiredInputs());
    return tunable.requiredInputs() + (optional.isEmpty() ? "" : " and at most " + optional);
  }

  private Op updates(Ops tf, FineTuneConfig config, Weights slots) {
    List<Weight> selected = config.selection().of(tunable);
    List<Output<?>> handles = new ArrayList<>();
    selected.forEach(weight -> handles.add(weight.handle().asOutput()));
    List<Optional<Output<?>>> gradients = tunable.gradients(loss, handles);
    StepInputs step = new StepInputs(tf.constant((float) config.rate()), number);
    Optimizer optimizer = config.optimizer().make();
    List<Op> updates = new ArrayList<>(tunable.updates());
    for (int i = 0; i < selected.size(); i++) {
      Weight weight = selected.get(i);
      gradients
          .get(i)
          .ifPresent(
              gradient -> {
                trained.add(weight);
                updates.add(
                    optimizer.update(
                        tf, slots, new WeightGradient(weight, floats(gradient)), step));
              });
    }
    if (trained.isEmpty()) {
      throw new IllegalArgumentException(
          "train: expected weights that the logits depend on but %s are not such"
              .formatted(selected.stream().map(Weight::name).toList()));
    }
    return tf.withControlDependencies(updates).withName("update").noOp();
  }

  @SuppressWarnings("unchecked") // a gradient has the type of its variable
  private static Output<TFloat32> floats(Output<?> gradient) {
    return (Output<TFloat32>) gradient;
  }

  private void requireClasses(int[] classes) {
    Shape shape = logits.shape();
    long count = shape.isUnknown() ? -1 : shape.get(1);
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] < 0 || (count >= 0 && classes[i] >= count)) {
        throw new IllegalArgumentException(
            "labels: expected classes from 0 to %s but got %d at index %d"
                .formatted(count < 0 ? "the last" : Long.toString(count - 1), classes[i], i));
      }
    }
  }

  private static void requireRows(Map<String, ? extends Tensor> inputs, int labels) {
    boolean fits =
        inputs.values().stream()
            .anyMatch(tensor -> tensor.rank() > 0 && tensor.shape().get(0) == labels);
    if (!fits) {
      throw new IllegalArgumentException(
          "labels: expected one for each row of the inputs but got %d and %s"
              .formatted(labels, inputs.values().stream().map(Tensor::shape).toList()));
    }
  }

  private float finite(float value) {
    if (!Float.isFinite(value)) {
      throw new IllegalStateException(
          "the loss is %s at step %d; a lower rate may help".formatted(value, steps));
    }
    return value;
  }
}
