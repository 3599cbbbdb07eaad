package org.stnjava.cli.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.stnjava.cli.common.Failures;
import org.stnjava.savedmodel.description.ModelDescription;
import org.stnjava.savedmodel.inspect.SavedModelInspector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code stn inspect}: what a SavedModel holds, or what is broken about it. */
@Command(
    name = "inspect",
    description =
        "Shows what a SavedModel holds: tags, signatures, variables, assets, operations, and where a"
            + " spatial transformer sits. Says what is broken about a broken one.")
public final class InspectCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SAVED_MODEL", description = "Folder that holds saved_model.pb.")
  private Path savedModel;

  @Option(
      names = "--tags",
      split = ",",
      paramLabel = "TAG",
      description =
          "All tags of the one graph to show, such as serve, '' if it has none; default: every"
              + " graph.")
  private List<String> tags = List.of();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    ModelDescription model = inspect();
    Failures.warn(spec, "SAVED_MODEL", model.warnings());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(model));
    } else {
      new DescriptionPrinter(out).print(model);
    }
    return 0;
  }

  private ModelDescription inspect() {
    return ModelOptions.named(
        () ->
            tags.isEmpty()
                ? SavedModelInspector.inspect(savedModel)
                : SavedModelInspector.inspect(savedModel, ModelOptions.tags(tags)));
  }
}
