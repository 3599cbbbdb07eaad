package org.stnjava.cli.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.stnjava.cli.common.Arguments;
import org.stnjava.data.set.ImageOptions;
import org.stnjava.savedmodel.tune.Tuning;
import org.stnjava.train.config.Settings;
import org.stnjava.train.finetune.Selection;
import org.stnjava.train.finetune.TuningOptions;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.objective.Objective;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;
import org.tensorflow.Tensor;
import picocli.CommandLine.Option;

/** The options that select the variables to fine-tune, and the optimizer. */
final class FinetuneOptions {

  @Option(
      names = "--signature",
      paramLabel = "S",
      defaultValue = "serving_default",
      description = "What to train (default: ${DEFAULT-VALUE}).")
  private String signature = "";

  @Option(
      names = "--logits",
      paramLabel = "NAME",
      description =
          "The output to train (default: the only one, or 'logits'). Of a softmax, what it is"
              + " taken of.")
  private Optional<String> logits = Optional.empty();

  @Option(
      names = "--train",
      paramLabel = "REGEX",
      description = "Trains the variables whose names it is found in (default: all trainable).")
  private Optional<String> train = Optional.empty();

  @Option(
      names = "--freeze",
      paramLabel = "REGEX",
      description = "Trains no variable whose name it is found in.")
  private Optional<String> freeze = Optional.empty();

  @Option(
      names = "--optimizer",
      paramLabel = "sgd|momentum|nesterov|rmsprop|adam|adamw",
      defaultValue = "sgd",
      description = "The rule for updates (default: ${DEFAULT-VALUE}); momentum is 0.9.")
  private String optimizer = "sgd";

  @Option(
      names = "--lr",
      paramLabel = "R",
      description = "The learning rate (default: 0.01; rmsprop, adam and adamw: 0.001).")
  private Optional<Double> rate = Optional.empty();

  @Option(
      names = "--training-mode",
      description = "Batch norm in training form: the batch's own averages, and moving ones.")
  private boolean trainingMode;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A setting as config.yaml of 'stn train' names it, of training: schedule, warmUp,"
              + " clipNorm, groups, earlyStopping, evaluations, checkpointEvery; of the pictures of"
              + " --data: imageSize, fit, color, skipBadFiles, cache; may be repeated.")
  private List<String> settings = List.of();

  /** Settings that have options of their own. */
  private static final Set<String> OWN = Set.of("optimizer", "rate", "budget", "batch", "seed");

  /** Settings of the pictures of a folder. */
  private static final Set<String> PICTURES = Settings.of(ImageOptions.standard()).keySet();

  private Map<String, String> pictures() {
    Map<String, String> set = new LinkedHashMap<>(Arguments.parse("--set", settings));
    set.keySet().retainAll(PICTURES);
    return set;
  }

  /** How pictures become images: what {@code --set} names, else as the model takes them. */
  ImageOptions pictures(ImageOptions usual) {
    return Arguments.named(() -> Settings.replace(usual, pictures()));
  }

  /** Rejects settings of pictures where there are none. */
  void requireNoPictures() {
    pictures().keySet().stream()
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "--set: %s: expected --data beside it but got arrays".formatted(name));
            });
  }

  String signature() {
    return signature;
  }

  /** The output to train, if one is named. */
  List<String> logits() {
    return logits.stream().toList();
  }

  boolean isTrainingMode() {
    return trainingMode;
  }

  Tuning tuning(Map<String, Tensor> constants) {
    Tuning tuning = Tuning.of(signature);
    for (Map.Entry<String, Tensor> constant : constants.entrySet()) {
      tuning = tuning.with(constant.getKey(), constant.getValue());
    }
    return trainingMode ? tuning.training() : tuning;
  }

  /** What decides the results of a run, besides the settings of training. */
  Map<String, Object> results() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("signature", signature);
    settings.put("logits", logits.orElse("none"));
    settings.put("train", train.orElse("none"));
    settings.put("freeze", freeze.orElse("none"));
    settings.put("trainingMode", trainingMode);
    return settings;
  }

  /** The loss, and which weights are trained. */
  TuningOptions tuningOptions(Set<String> inputs) {
    return new TuningOptions(
        logits,
        new Selection(pattern("--train", train), pattern("--freeze", freeze)),
        Objective.crossEntropy(),
        inputs);
  }

  /** How to train: what {@code --set} names, else a constant rate for all weights. */
  TrainConfig config(int steps, int batch, long seed) {
    OptimizerConfig rule = Arguments.named(() -> OptimizerConfig.byName(optimizer));
    RateConfig rates =
        Arguments.named(
            () ->
                RateConfig.of(rate.orElse(rule.usualRate()), Schedule.CONSTANT)
                    .withLocalizationRate(1));
    TrainConfig config =
        TrainConfig.of(rule, rates, new Budget(steps, Budget.Unit.STEPS))
            .withBatch(batch)
            .withSeed(seed);
    Map<String, String> set = new LinkedHashMap<>(Arguments.parse("--set", settings));
    set.keySet().removeAll(PICTURES);
    for (String name : set.keySet()) {
      if (OWN.contains(name)) {
        throw new IllegalArgumentException(
            "--set: %s: expected a setting that is not given otherwise but got '%s'"
                .formatted(name, set.get(name)));
      }
    }
    return Arguments.named(() -> Settings.replace(config, set));
  }

  private static Optional<Pattern> pattern(String option, Optional<String> text) {
    try {
      return text.map(Pattern::compile);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "%s: expected a regular expression but got '%s': %s"
              .formatted(option, text.orElse(""), e.getDescription()),
          e);
    }
  }
}
