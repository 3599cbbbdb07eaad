package org.stnjava.train.finetune;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stnjava.models.layer.Weights;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tune.InstalledModel;
import org.stnjava.savedmodel.tune.TunableModel;
import org.stnjava.savedmodel.tune.Tuning;
import org.stnjava.train.graph.ForwardPass;
import org.stnjava.train.graph.Trainable;

/**
 * A signature of a loaded SavedModel, with the loss to minimize, <b>to be closed</b> before the
 * model.
 *
 * <pre>{@code
 * try (LoadedModel model = LoadedModel.open(folder);
 *     SavedModelTrainable trainable =
 *         SavedModelTrainable.of(model, Tuning.of("serving_default"), TuningOptions.all())) {
 *   TrainingResult result = Trainer.fit(trainable, data, config, List.of());
 *   trainable.export(result.best().weights(), Path.of("tuned"));
 * }
 * }</pre>
 *
 * <p>Training changes the variables of the loaded model in memory, and so the results of all its
 * signatures; the files it was loaded from stay as they are. One training run at a time may use a
 * model.
 */
public final class SavedModelTrainable implements Trainable, AutoCloseable {

  private final LoadedModel model;
  private final Tuning tuning;
  private final TuningOptions options;
  private @Nullable Opened opened;

  /** What the model's session holds after a training graph was built. */
  record Opened(InstalledModel installed, Weights weights, Runnable free) {}

  private SavedModelTrainable(LoadedModel model, Tuning tuning, TuningOptions options) {
    this.model = model;
    this.tuning = tuning;
    this.options = options;
  }

  /**
   * A signature to train.
   *
   * @param model stays the caller's to close, after training
   * @param tuning which signature, in which form, and what is added to it
   * @param options the loss, and which weights are trained
   * @return the trainable
   */
  public static SavedModelTrainable of(LoadedModel model, Tuning tuning, TuningOptions options) {
    return new SavedModelTrainable(model, tuning, options);
  }

  @Override
  public String name() {
    return tuning.signature();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Ends the use of a graph that was built before.
   *
   * @throws IllegalArgumentException if the model has no such signature, output or weights, or no
   *     gradient goes through it; the message says why
   */
  @Override
  public ForwardPass forward(long seed) {
    close();
    return new SavedModelForwardPass(this, seed);
  }

  /**
   * Checks that the model can be written, before time is spent on its values.
   *
   * @throws IllegalArgumentException if its graph has no operation that saves its variables, and
   *     nothing was added to it
   */
  public void requireSavable() {
    InstalledModel.requireSavable(model, tuning);
  }

  /**
   * Counts the batch norms in training form.
   *
   * @return how many pairs of moving averages each step updates
   */
  public int batchNorms() {
    try (TunableModel tunable = TunableModel.open(model, tuning, 0)) {
      return tunable.batchNorms();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>The model is written as it was loaded, with all its signatures; or, if something was added
   * to it, the signature that is trained together with that.
   *
   * <p>Gives the variables of the loaded model these values.
   *
   * @throws IllegalStateException if no training graph was built since this was made or closed
   */
  @Override
  public void export(Map<String, float[]> weights, Path folder) {
    if (opened == null) {
      throw new IllegalStateException(
          "export: expected a training run since the last close but there was none");
    }
    opened.weights().write(opened.installed().session(), weights);
    opened.installed().save(folder);
  }

  LoadedModel model() {
    return model;
  }

  Tuning tuning() {
    return tuning;
  }

  TuningOptions options() {
    return options;
  }

  void setOpened(Opened now) {
    opened = now;
  }

  /**
   * Frees what training added to the model's session; weights that were added have no values then.
   */
  @Override
  public void close() {
    if (opened != null) {
      opened.free().run();
      opened = null;
    }
  }
}
