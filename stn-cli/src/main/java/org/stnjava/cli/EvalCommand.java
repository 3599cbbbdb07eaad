package org.stnjava.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.stnjava.train.experiment.ModelFigures;
import org.stnjava.train.experiment.TrainedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code stn eval}: a trained network in front of a test set. */
@Command(name = "eval", description = "Tests a trained network.")
final class EvalCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN|SAVED_MODEL", description = "Folder of a run or of a SavedModel.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "glyphs|DIR",
      description = "What to test on (default: what the model was trained on).")
  private Optional<String> data = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public void run() {
    ModelFigures figures = measure();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(figures));
    } else {
      out.println(words(figures, data.or(figures::experiment).orElse("?")));
    }
  }

  /** The figures in a sentence; what they are of is a test set's name. */
  static String words(ModelFigures figures, String of) {
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

  private ModelFigures measure() {
    try (TrainedModel trained = Failures.named("RUN|SAVED_MODEL", () -> TrainedModel.open(model))) {
      Failures.warn(spec, "RUN|SAVED_MODEL", trained.warnings());
      return trained.measure(data);
    }
  }

  private static String json(ModelFigures figures) {
    try {
      return JsonMapper.builder().addModule(new Jdk8Module()).build().writeValueAsString(figures);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("figures are always JSON", e);
    }
  }
}
