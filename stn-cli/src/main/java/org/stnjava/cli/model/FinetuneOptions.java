package org.stnjava.cli.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tune.Tuning;
import org.stnjava.train.finetune.FineTuneConfig;
import org.stnjava.train.finetune.Selection;
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
      paramLabel = "sgd|momentum|adam",
      defaultValue = "sgd",
      description = "The rule for updates (default: ${DEFAULT-VALUE}); momentum is 0.9.")
  private UpdateRule optimizer = UpdateRule.SGD;

  @Option(
      names = "--lr",
      paramLabel = "R",
      description = "The learning rate (default: 0.01; adam: 0.001).")
  private Optional<Double> rate = Optional.empty();

  @Option(
      names = "--training-mode",
      description = "Batch norm in training form: the batch's own averages, and moving ones.")
  private boolean trainingMode;

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

  FineTuneConfig config() {
    return new FineTuneConfig(
        logits,
        new Selection(pattern("--train", train), pattern("--freeze", freeze)),
        optimizer.optimizer(),
        rate.orElse(optimizer.rate()));
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

  /** Returns the output with the class scores, if the signature has it. */
  Optional<String> output(LoadedModel model) {
    var names = model.signature(signature).outputs().stream().map(TensorDescription::name).toList();
    return logits
        .or(() -> Optional.of(names.size() == 1 ? names.get(0) : "logits"))
        .filter(names::contains);
  }
}
