package org.stnjava.cli.model;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stnjava.cli.common.Arguments;
import org.stnjava.cli.common.Failures;
import org.stnjava.cli.common.GlobalOptions;
import org.stnjava.data.file.StagedFile;
import org.stnjava.data.file.StagedFolder;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.train.config.Settings;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.StepEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.experiment.TuningRun;
import org.stnjava.train.finetune.SavedModelTrainable;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingJob;
import org.stnjava.train.loop.TrainingResult;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code stn finetune}: a SavedModel trained further and saved again. */
@Command(
    name = "finetune",
    description =
        "Trains a SavedModel further, on softmax cross entropy, and saves it with the new weights.")
public final class FinetuneCommand implements Runnable {

  @Spec private CommandSpec spec;

  @ParentCommand private GlobalOptions program;

  @Mixin private ModelOptions model;

  @Mixin private FinetuneDataOptions data;

  @Mixin private FinetuneOptions options;

  @ArgGroup private BudgetOptions budget = new BudgetOptions();

  @Option(
      names = "--losses",
      paramLabel = "FILE.csv",
      description = "Takes the loss of each step, before its update.")
  private Optional<Path> losses = Optional.empty();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "A new folder for the SavedModel.")
  private Path out = Path.of("");

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description =
          "A new folder for checkpoints, metrics.csv, TensorBoard events, alarms and, with --data, a"
              + " report; with --resume, the run's.")
  private Optional<Path> run = Optional.empty();

  @Option(
      names = "--resume",
      description = "Continue the run in --run from its last checkpoint, as if it had not stopped.")
  private boolean resume;

  /** How long to train; at most one of these. */
  private static final class BudgetOptions {
    @Option(names = "--steps", paramLabel = "N", description = "Train for N updates.")
    private Optional<Integer> steps = Optional.empty();

    @Option(
        names = "--epochs",
        paramLabel = "N",
        description = "Train for N passes over the data (default: 1).")
    private Optional<Integer> epochs = Optional.empty();

    private int steps(int stepsPerEpoch) {
      require("--steps", steps);
      require("--epochs", epochs);
      return steps.orElseGet(() -> Math.multiplyExact(epochs.orElse(1), stepsPerEpoch));
    }

    private static void require(String option, Optional<Integer> value) {
      if (value.filter(number -> number < 1).isPresent()) {
        throw new IllegalArgumentException(
            "%s: expected at least 1 but got %d".formatted(option, value.get()));
      }
    }
  }

  @Override
  public void run() {
    data.check();
    if (resume && run.isEmpty()) {
      throw new IllegalArgumentException("--resume: expected --run DIR beside it but got none");
    }
    StagedFolder.check("--out", out);
    losses.ifPresent(
        file ->
            Failures.named(
                "--losses",
                () -> {
                  StagedFile.check(file);
                  return file;
                }));
    try (LoadedModel opened = model.open(spec)) {
      LoadedModel loaded =
          ModelOptions.callable(
              opened,
              options.signature(),
              data.inputs(),
              new ModelOptions.Outputs("--logits", options.logits()));
      try (FinetuneData given = data.open(loaded, options, program.seed().orElse(0L))) {
        given
            .notes()
            .forEach(
                note -> spec.commandLine().getErr().println(spec.qualifiedName() + ": " + note));
        tune(loaded, given);
      }
    }
  }

  private void tune(LoadedModel loaded, FinetuneData given) {
    try (SavedModelTrainable trainable =
        SavedModelTrainable.of(
            loaded, options.tuning(given.constants()), options.tuningOptions(given.inputs()))) {
      tune(trainable, given);
    }
  }

  private void tune(SavedModelTrainable trainable, FinetuneData given) {
    long seed = program.seed().orElse(0L);
    Arguments.named(
        () -> {
          trainable.requireSavable();
          return trainable;
        });
    int batch = data.batch(given);
    TrainConfig config = options.config(budget.steps(stepsPerEpoch(given, batch)), batch, seed);
    Losses values = new Losses();
    Evaluations evaluations = new Evaluations();
    Trainer trainer =
        Trainer.of(new TrainingJob(trainable, given.data(), config))
            .with(List.of(values, evaluations))
            .evaluatingFirst();
    TrainingResult result = Arguments.named(() -> fit(trainer, given));
    losses.ifPresent(file -> write(file, values));
    Arguments.named(
        () -> {
          trainable.export(result.last().weights(), out);
          return out;
        });
    print(trainable, result, values);
    int tests = given.data().testSet().size();
    if (tests > 0) {
      evaluations.print(spec.commandLine().getOut(), tests, result.last().evaluation().error());
    }
    spec.commandLine().getOut().printf("SavedModel %s%n", out);
  }

  private TrainingResult fit(Trainer trainer, FinetuneData given) {
    if (run.isEmpty()) {
      return trainer.fit();
    }
    Map<String, Object> settings = new LinkedHashMap<>(Settings.of(trainer.job().config()));
    settings.putAll(options.results());
    settings.putAll(data.settings());
    settings.put("data", given.checksum());
    settings.put("model", model.folder().toAbsolutePath().normalize().toString());
    TuningRun tuning =
        resume ? TuningRun.resume(run.get(), settings) : TuningRun.create(run.get(), settings);
    return tuning.fit(trainer);
  }

  private static int stepsPerEpoch(FinetuneData given, int batch) {
    long examples = given.data().batches(batch, 0).examples().orElseThrow();
    return Math.toIntExact((examples + batch - 1) / batch);
  }

  private void print(SavedModelTrainable trainable, TrainingResult result, Losses values) {
    PrintWriter printer = spec.commandLine().getOut();
    List<String> trained = result.trained();
    printer.printf(
        Locale.ROOT,
        "trained    %d variable%s: %s%n",
        trained.size(),
        trained.size() == 1 ? "" : "s",
        String.join(", ", trained));
    if (options.isTrainingMode()) {
      int batchNorms = trainable.batchNorms();
      printer.printf(
          "form       training: %d batch norm%s; dropout that was left out at export stays out%n",
          batchNorms, batchNorms == 1 ? "" : "s");
    }
    values.print(printer);
  }

  /** Records the loss of each step, before its update. */
  private static final class Losses implements TrainingListener {

    private final Map<Integer, Float> losses = new LinkedHashMap<>();

    @Override
    public void onStep(StepEnded step) {
      losses.put(step.step(), (float) step.loss());
    }

    void print(PrintWriter printer) {
      List<Float> all = List.copyOf(losses.values());
      if (!all.isEmpty()) {
        printer.printf(
            Locale.ROOT,
            "loss       %.5f before the %s update, %.5f before the last, in %,d %s%n",
            all.get(0),
            losses.containsKey(1) ? "first" : "first of these",
            all.get(all.size() - 1),
            all.size(),
            all.size() == 1 ? "step" : "steps");
      }
    }
  }

  /** Records the test error before the first step. */
  private static final class Evaluations implements TrainingListener {

    private double first = Double.NaN;

    @Override
    public void onEvaluation(EvaluationEnded evaluation) {
      if (evaluation.row().step() == 0) {
        first = evaluation.row().error();
      }
    }

    /** A run that is continued does not know the accuracy before its first step. */
    void print(PrintWriter printer, int images, double last) {
      String before =
          Double.isNaN(first)
              ? ""
              : String.format(Locale.ROOT, "%.2f %% before, ", 100 * (1 - first));
      printer.printf(
          Locale.ROOT,
          "accuracy   %s%.2f %% after, of %,d test images%n",
          before,
          100 * (1 - last),
          images);
    }
  }

  private static void write(Path file, Losses values) {
    StringBuilder text = new StringBuilder("step,loss\n");
    values.losses.forEach((step, loss) -> text.append(step).append(',').append(loss).append('\n'));
    try (StagedFile staged =
        StagedFile.write(
            file,
            (OutputStream stream) ->
                stream.write(text.toString().getBytes(StandardCharsets.UTF_8)))) {
      staged.publish();
    }
  }
}
