package org.stnjava.cli.model;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stnjava.cli.common.Arguments;
import org.stnjava.cli.common.Failures;
import org.stnjava.cli.common.GlobalOptions;
import org.stnjava.data.file.StagedFile;
import org.stnjava.data.file.StagedFolder;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.train.finetune.Examples;
import org.stnjava.train.finetune.FineTuner;
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
      try (FinetuneData given = data.open(loaded, options.signature(), program.seed().orElse(0L))) {
        given
            .note()
            .ifPresent(
                note -> spec.commandLine().getErr().println(spec.qualifiedName() + ": " + note));
        tune(loaded, given);
      }
    }
  }

  private void tune(LoadedModel loaded, FinetuneData given) {
    try (FineTuner tuner =
        Arguments.named(
            () ->
                FineTuner.of(
                    loaded,
                    options.tuning(given.constants()),
                    options.config(),
                    program.seed().orElse(0L)))) {
      Arguments.named(
          () -> {
            tuner.requireSavable();
            return tuner;
          });
      int steps = budget.steps(given.examples().stepsPerEpoch());
      OptionalDouble before = given.accuracy(loaded, options.signature(), options.output(loaded));
      List<Float> values = train(tuner, given.examples(), steps);
      OptionalDouble after = given.accuracy(loaded, options.signature(), options.output(loaded));
      losses.ifPresent(file -> write(file, values));
      tuner.save(out);
      print(tuner, values);
      if (before.isPresent() && after.isPresent()) {
        spec.commandLine()
            .getOut()
            .printf(
                Locale.ROOT,
                "accuracy   %.2f %% before, %.2f %% after, of %,d test images%n",
                100 * before.getAsDouble(),
                100 * after.getAsDouble(),
                given.testImages());
      }
      spec.commandLine().getOut().printf("SavedModel %s%n", out);
    }
  }

  private static List<Float> train(FineTuner tuner, Examples examples, int steps) {
    List<Float> losses = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      try (Examples.Rows rows = examples.next()) {
        losses.add(Arguments.named(() -> tuner.step(rows.inputs(), rows.labels())));
      }
    }
    return losses;
  }

  private void print(FineTuner tuner, List<Float> values) {
    PrintWriter printer = spec.commandLine().getOut();
    printer.printf(
        Locale.ROOT,
        "trained    %d variables: %s%n",
        tuner.trained().size(),
        String.join(", ", tuner.trained()));
    if (options.isTrainingMode()) {
      printer.printf(
          "form       training: %d batch norm%s; dropout that was left out at export stays out%n",
          tuner.batchNorms(), tuner.batchNorms() == 1 ? "" : "s");
    }
    printer.printf(
        Locale.ROOT,
        "loss       %.5f before the first update, %.5f before the last, in %,d %s%n",
        values.get(0),
        values.get(values.size() - 1),
        values.size(),
        values.size() == 1 ? "step" : "steps");
  }

  private static void write(Path file, List<Float> values) {
    StringBuilder text = new StringBuilder("step,loss\n");
    for (int i = 0; i < values.size(); i++) {
      text.append(i + 1).append(',').append(values.get(i)).append('\n');
    }
    try (StagedFile staged =
        StagedFile.write(
            file,
            (OutputStream stream) ->
                stream.write(text.toString().getBytes(StandardCharsets.UTF_8)))) {
      staged.publish();
    }
  }
}
