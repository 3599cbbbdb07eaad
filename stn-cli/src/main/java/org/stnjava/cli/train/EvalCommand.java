package org.stnjava.cli.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stnjava.cli.common.Failures;
import org.stnjava.cli.model.PixelOptions;
import org.stnjava.ops.sample.Execution;
import org.stnjava.savedmodel.classify.ImageCallOptions;
import org.stnjava.train.experiment.ModelMetrics;
import org.stnjava.train.experiment.TrainedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code stn eval}: a trained network in front of a test set. */
@Command(name = "eval", description = "Tests a trained network.")
public final class EvalCommand implements Runnable {

  private static final Pattern OPTION = Pattern.compile("(signature|logits|inputRange): ");

  /** Of the error of guessing: what a network must be better by. */
  private static final double CLEAR = 0.1;

  private static final double DEVIATIONS = 3;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN|SAVED_MODEL", description = "Folder of a run or of a SavedModel.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "glyphs|DIR",
      description = "What to test on (default: what the model was trained on).")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--signature",
      paramLabel = "S",
      description = "What to call (default: serving_default, or the only one).")
  private Optional<String> signature = Optional.empty();

  @Option(
      names = "--logits",
      paramLabel = "NAME",
      description =
          "The output with a score for each class (default: the only one, 'logits' or"
              + " 'probabilities').")
  private Optional<String> logits = Optional.empty();

  @Mixin private PixelOptions pixels = new PixelOptions();

  @Option(
      names = "--portable",
      description =
          "Execute samplers by the operations that the model was saved with, not by loops in Java.")
  private boolean portable;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public void run() {
    ModelMetrics figures = measure();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(figures));
    } else {
      out.println(words(figures, data.or(figures::experiment).orElse("?")));
    }
  }

  /** The figures in a sentence; what they are of is a test set's name. */
  static String words(ModelMetrics figures, String of) {
    String labels =
        figures.labelError().map(error -> said(", %.2f %% of labels", 100 * error)).orElse("");
    String found =
        figures
            .success()
            .map(
                share ->
                    said(
                        "; all found in %.2f %% of images, mean IoU %.3f",
                        100 * share, figures.iou().orElse(Double.NaN)))
            .orElse("");
    return said(
        "test error %.2f %% of %,d images%s, loss %.4f%s (%s on %s, %,d parameters)",
        100 * figures.testError(),
        figures.images(),
        labels,
        figures.loss(),
        found,
        figures.net().orElse("a network without a card"),
        of,
        figures.parameters());
  }

  private static String said(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private ModelMetrics measure() {
    ImageCallOptions options =
        new ImageCallOptions(
            signature,
            logits,
            pixels.scaling(),
            portable ? Execution.PORTABLE : Execution.AUTOMATIC);
    try (TrainedModel trained = open(options)) {
      Failures.warn(spec, "RUN|SAVED_MODEL", trained.warnings());
      PixelOptions.note(trained.range()).ifPresent(this::tell);
      ModelMetrics figures = trained.measure(data);
      if (isGuessing(figures, trained.classes())) {
        tell(
            "the error is about that of guessing among %d classes; pixels were fed in %s (see --input-range), or the order of the classes is not that of the data"
                .formatted(trained.classes(), trained.range().scaling()));
      }
      return figures;
    }
  }

  private TrainedModel open(ImageCallOptions options) {
    try {
      return TrainedModel.open(model, options);
    } catch (IllegalArgumentException e) {
      // A message that begins with an option's name is about the option.
      if (OPTION.matcher(String.valueOf(e.getMessage())).lookingAt()) {
        throw e;
      }
      throw new IllegalArgumentException("RUN|SAVED_MODEL: " + e.getMessage(), e);
    }
  }

  private void tell(String what) {
    spec.commandLine().getErr().println(spec.qualifiedName() + ": " + what);
  }

  /**
   * Whether the error of a model without a card is not clearly less than that of guessing; one with
   * a card is fed as it was trained.
   */
  static boolean isGuessing(ModelMetrics figures, int classes) {
    double guessing = 1 - 1.0 / classes;
    double error = figures.labelError().orElse(figures.testError());
    double deviation = Math.sqrt(guessing / classes / figures.images());
    return figures.net().isEmpty()
        && error >= guessing - Math.max(CLEAR * guessing, DEVIATIONS * deviation);
  }

  private static String json(ModelMetrics figures) {
    try {
      return JsonMapper.builder().addModule(new Jdk8Module()).build().writeValueAsString(figures);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("figures are always JSON", e);
    }
  }
}
