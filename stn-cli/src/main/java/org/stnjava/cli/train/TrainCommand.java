package org.stnjava.cli.train;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stnjava.cli.common.GlobalOptions;
import org.stnjava.cluster.steps.ParameterServer;
import org.stnjava.cluster.steps.ParameterServerStrategy;
import org.stnjava.cluster.steps.Worker;
import org.stnjava.cluster.task.ClusterServer;
import org.stnjava.cluster.task.Task;
import org.stnjava.train.backbone.BackboneModel;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.Experiments;
import org.stnjava.train.experiment.ModelCard;
import org.stnjava.train.experiment.Run;
import org.stnjava.train.experiment.RunConfig;
import org.stnjava.train.experiment.RunFolder;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.Strategy;
import org.stnjava.train.loop.TrainingStopped;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code stn train}: an experiment, from its data to its report. */
@Command(
    name = "train",
    description =
        "Trains a network, tests it, and leaves a run folder with the SavedModel and a report.")
public final class TrainCommand implements Runnable {
  @Spec private CommandSpec spec;

  @ParentCommand private GlobalOptions program;

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT",
      description = "What to train, see 'stn experiments' (default: mnist-rts).")
  private Optional<String> experiment = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "glyphs|DIR",
      description =
          "Built-in digits, or a folder of MNIST-style idx files or of pictures (default: glyphs).")
  private Optional<String> data = Optional.empty();

  @Option(names = "--net", paramLabel = "NAME", description = "The network.")
  private Optional<String> net = Optional.empty();

  @Option(names = "--transform", paramLabel = "NAME", description = "Its transformer's warps.")
  private Optional<String> transform = Optional.empty();

  @Option(
      names = "--backbone",
      paramLabel = "SAVED_MODEL[:TENSOR]",
      description =
          "A SavedModel that the network is built on, and the tensor or Keras layer to classify (default: its output).")
  private Optional<String> backbone = Optional.empty();

  @ArgGroup private BudgetOptions budget = new BudgetOptions();

  @Option(names = "--batch", paramLabel = "N", description = "Images a step.")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description =
          "A new folder for the results (default: the next one in runs/); with --resume, the run's.")
  private Optional<Path> run = Optional.empty();

  @Option(
      names = "--resume",
      description = "Continue the run in --run from its last checkpoint, as if it had not stopped.")
  private boolean resume;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "STEPS",
      description = "Write a checkpoint after STEPS steps, too (default: at each evaluation).")
  private Optional<Integer> checkpointEvery = Optional.empty();

  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any other setting, as config.yaml names it; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** How long to train; at most one of these. */
  private static final class BudgetOptions {
    @Option(names = "--steps", paramLabel = "N", description = "Train for N updates.")
    private Optional<Integer> steps = Optional.empty();

    @Option(names = "--epochs", paramLabel = "N", description = "Train for N passes.")
    private Optional<Double> epochs = Optional.empty();

    @Option(
        names = "--minutes",
        paramLabel = "M",
        description = "Train for M minutes; such a run cannot be repeated exactly.")
    private Optional<Double> minutes = Optional.empty();

    private Optional<Budget> budget() {
      return steps
          .map(n -> new Budget(n, Budget.Unit.STEPS))
          .or(() -> epochs.map(n -> new Budget(n, Budget.Unit.EPOCHS)))
          .or(() -> minutes.map(n -> new Budget(n, Budget.Unit.MINUTES)));
    }
  }

  @Override
  public void run() {
    Optional<ClusterServer> server = cluster.server();
    Optional<String> listening = server.map(cluster::start);
    if (server.isPresent() && !server.get().task().equals(Task.CHIEF)) {
      serve(server.get(), listening);
      return;
    }
    Run prepared = prepare(server);
    listening.ifPresent(this::tell);
    Strategy strategy =
        server.<Strategy>map(chief -> strategy(chief, prepared)).orElseGet(Strategy::local);
    try (Interruption interruption = Interruption.listen(spec.commandLine().getErr())) {
      train(prepared, interruption, strategy).ifPresent(card -> print(card, prepared.folder()));
    }
  }

  /** Runs a task other than the chief; the chief alone has a run folder. */
  private void serve(ClusterServer server, Optional<String> listening) {
    RunConfig config = config(chosen().defaults());
    if (server.task().job() == Task.Job.PS) {
      listening.ifPresent(this::tell);
      ParameterServer.serve(server, config.distributed());
    } else {
      Worker worker =
          new Worker(
              server,
              config.distributed(),
              Run.jobOf(shared(config, Optional.of(server))),
              this::tell);
      listening.ifPresent(this::tell);
      worker.run();
    }
    tell(server.task() + " has ended with the training run");
  }

  private Strategy strategy(ClusterServer chief, Run prepared) {
    return new ParameterServerStrategy(chief, prepared.config().distributed(), this::tell);
  }

  private void tell(String notice) {
    spec.commandLine().getErr().println(notice);
  }

  private Run prepare(Optional<ClusterServer> server) {
    if (!resume) {
      RunConfig config = shared(config(chosen().defaults()), server);
      return Run.prepare(config, run.orElseGet(() -> next(config)));
    }
    Path folder =
        run.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "resume: expected the run's folder with --run but got none"));
    return Run.resume(shared(config(Run.settingsOf(folder)), server), folder);
  }

  /** Checks that a cluster can train with these settings, if there is one. */
  private static RunConfig shared(RunConfig config, Optional<ClusterServer> server) {
    server.ifPresent(
        chief ->
            Worker.shardSize(chief.cluster(), config.distributed(), config.training().batch()));
    return config;
  }

  /** Empty if the run was stopped, which is reported here: the process ends soon after. */
  private Optional<ModelCard> train(Run prepared, Interruption interruption, Strategy strategy) {
    PrintWriter err = spec.commandLine().getErr();
    try (TrainingProgress progress = new TrainingProgress(err)) {
      progress.announce(prepared);
      return Optional.of(prepared.start(List.of(progress), interruption, strategy));
    } catch (TrainingStopped e) {
      err.printf(
          "%s; to continue: stn train --run %s --resume%n",
          e.getMessage(), prepared.folder().path());
      return Optional.empty();
    }
  }

  private void print(ModelCard card, RunFolder folder) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "test error %.2f %% of %,d images (%s on %s, %,d parameters, %,d steps)%n",
        100 * card.testError(),
        card.images(),
        card.net(),
        card.experiment(),
        card.parameters(),
        card.steps());
    out.printf("SavedModel %s%nreport     %s%n", folder.savedModel(), folder.report());
  }

  private Experiment chosen() {
    return experiment.map(Experiments::byName).orElseGet(Experiments::first);
  }

  /** Some settings with those replaced that were given. */
  private RunConfig config(RunConfig defaults) {
    Map<String, Object> given = new LinkedHashMap<>();
    experiment.ifPresent(value -> given.put("experiment", Experiments.byName(value).name()));
    program.seed().ifPresent(value -> given.put("seed", value));
    data.ifPresent(value -> given.put("data", findable(value)));
    net.ifPresent(value -> given.put("net", value));
    transform.ifPresent(value -> given.put("transform", value));
    backbone.ifPresent(value -> given.put("backbone", BackboneModel.parse(value).toString()));
    batch.ifPresent(value -> given.put("batch", value));
    budget.budget().ifPresent(value -> given.put("budget", value.toString()));
    checkpointEvery.ifPresent(value -> given.put("checkpointEvery", value));
    requireOnce(given);
    given.putAll(settings);
    return defaults.with(given);
  }

  /** Returns an absolute folder, so that commands find it from any directory. */
  private static String findable(String value) {
    return value.equals(RunConfig.GLYPHS)
        ? value
        : Path.of(value).toAbsolutePath().normalize().toString();
  }

  private void requireOnce(Map<String, Object> given) {
    for (String name : settings.keySet()) {
      if (name.equals("experiment") || given.containsKey(name)) {
        throw new IllegalArgumentException(
            "--set: %s: expected a setting that is not given otherwise but got '%s'"
                .formatted(name, settings.get(name)));
      }
    }
  }

  private static Path next(RunConfig config) {
    Path runs = Path.of("runs");
    try {
      Files.createDirectories(runs);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + runs, e);
    }
    for (int number = 1; ; number++) {
      Path folder =
          runs.resolve("%s-%s-%d".formatted(config.experiment(), config.network().net(), number));
      if (!Files.exists(folder)) {
        return folder;
      }
    }
  }
}
