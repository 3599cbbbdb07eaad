package org.stnjava.cli.train;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stnjava.cli.common.GlobalOptions;
import org.stnjava.train.backbone.BackboneModel;
import org.stnjava.train.compare.Comparison;
import org.stnjava.train.experiment.Experiments;
import org.stnjava.train.experiment.ModelCard;
import org.stnjava.train.experiment.Run;
import org.stnjava.train.experiment.RunConfig;
import org.stnjava.train.experiment.RunFolder;
import org.stnjava.train.loop.TrainingStopped;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code stn compare}: runs side by side, which it trains if need be. */
@Command(
    name = "compare",
    description =
        "Trains an experiment with several networks, transforms and seeds, or takes finished runs, and"
            + " compares them. A comparison that was interrupted goes on when it is called again.")
public final class CompareCommand implements Runnable {
  @Spec private CommandSpec spec;

  @ParentCommand private GlobalOptions program;

  @Parameters(
      arity = "1..*",
      paramLabel = "EXPERIMENT|RUN",
      description = "What to train, see 'stn experiments', or folders of finished runs.")
  private List<String> compared = new ArrayList<>();

  @Option(names = "--nets", split = ",", paramLabel = "NAME", description = "The networks.")
  private List<String> nets = new ArrayList<>();

  @Option(names = "--transforms", split = ",", paramLabel = "NAME", description = "Their warps.")
  private List<String> transforms = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Runs of each, with seeds from --seed on (default: 1).")
  private int seeds = 1;

  @Option(names = "--data", paramLabel = "glyphs|DIR", description = "As for 'stn train'.")
  private Optional<String> data = Optional.empty();

  @ArgGroup private BudgetOptions budget = new BudgetOptions();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any other setting of all runs; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder of the runs, compare.csv and compare.html (default: runs/compare-EXPERIMENT; of"
              + " finished runs the current folder).")
  private Optional<Path> out = Optional.empty();

  @Override
  public void run() {
    if (compared.stream().allMatch(name -> Files.isDirectory(Path.of(name)))) {
      out.ifPresent(CompareCommand::makeFolder);
      compare(compared.stream().map(Path::of).toList(), out.orElse(Path.of("")));
      return;
    }
    Path folder = out.orElseGet(() -> Path.of("runs", "compare-" + compared.get(0)));
    List<RunConfig> configs = configs();
    makeFolder(folder);
    try (Interruption interruption = Interruption.listen(spec.commandLine().getErr())) {
      compare(train(configs, folder, interruption), folder);
    } catch (TrainingStopped e) {
      spec.commandLine()
          .getErr()
          .printf("%s; to continue, give the same command again%n", e.getMessage());
    }
  }

  private void compare(List<Path> runs, Path folder) {
    Comparison comparison = Comparison.of(runs);
    comparison.write(folder);
    PrintWriter printer = spec.commandLine().getOut();
    printer.print(comparison.table());
    printer.printf("page       %s%n", folder.resolve("compare.html"));
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + folder, e);
    }
  }

  /** Every network with every transform and every seed. */
  private List<RunConfig> configs() {
    if (compared.size() > 1) {
      throw new IllegalArgumentException(
          "experiment: expected one, or folders of finished runs, but got " + compared);
    }
    if (seeds < 1) {
      throw new IllegalArgumentException("--seeds: expected at least 1 but got " + seeds);
    }
    RunConfig base = base();
    List<RunConfig> configs = new ArrayList<>();
    for (String net : nets.isEmpty() ? List.of(base.network().net()) : nets) {
      for (String transform :
          transforms.isEmpty() ? List.of(base.network().transform()) : transforms) {
        for (int i = 0; i < seeds; i++) {
          configs.add(
              base.with(
                  Map.of("net", net, "transform", transform, "seed", base.training().seed() + i)));
        }
      }
    }
    return configs;
  }

  private RunConfig base() {
    Map<String, Object> given = new LinkedHashMap<>();
    program.seed().ifPresent(value -> given.put("seed", value));
    data.ifPresent(value -> given.put("data", TrainCommand.findable(value)));
    budget.budget().ifPresent(value -> given.put("budget", value.toString()));
    given.putAll(settings);
    return found(Experiments.byName(compared.get(0)).defaults().with(given));
  }

  /** The same settings with the backbone's folder and files, which the settings of runs name. */
  private static RunConfig found(RunConfig config) {
    if (!config.pretrained().exists()) {
      return config;
    }
    BackboneModel backbone = BackboneModel.parse(config.pretrained().backbone());
    return config.with(
        Map.of("backbone", backbone.toString(), "backboneChecksum", backbone.checksum()));
  }

  /** Trains what is not finished; returns the folders of all. */
  private List<Path> train(List<RunConfig> configs, Path folder, Interruption interruption) {
    List<Path> runs = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    for (RunConfig config : configs) {
      String net = config.network().net() + " " + config.training().seed();
      if (plain.contains(net)) {
        continue; // No transformer, so that all transforms give the same run.
      }
      Path path =
          folder.resolve(
              "%s-%s-%d"
                  .formatted(
                      config.network().net(),
                      config.network().transform(),
                      config.training().seed()));
      if (card(config, path, interruption).transform().equals("none")) {
        plain.add(net);
      }
      runs.add(path);
    }
    return runs;
  }

  /** The card of a run, which is trained, continued or kept. */
  private ModelCard card(RunConfig config, Path path, Interruption interruption) {
    RunFolder folder = new RunFolder(path);
    if (Files.exists(folder.card())) {
      ModelCard card = ModelCard.read(folder.card());
      if (!card.settings().equals(config)) {
        throw new IllegalArgumentException(
            "--out: %s: expected a run with the settings of this comparison but it has others; choose another folder"
                .formatted(path));
      }
      return card;
    }
    Run run = Files.exists(folder.config()) ? Run.resume(config, path) : Run.prepare(config, path);
    try (TrainingProgress progress = new TrainingProgress(spec.commandLine().getErr())) {
      progress.announce(run);
      return run.start(List.of(progress), interruption);
    }
  }
}
