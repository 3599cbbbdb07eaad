package org.stnjava.cli.model;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stnjava.savedmodel.description.ModelDescription;
import org.stnjava.savedmodel.description.ModelDescription.Function;
import org.stnjava.savedmodel.description.ModelDescription.MetaGraph;
import org.stnjava.savedmodel.description.ModelDescription.Needs;
import org.stnjava.savedmodel.description.ModelDescription.SavedTensor;
import org.stnjava.savedmodel.description.ModelDescription.TransformerSite;
import org.stnjava.savedmodel.description.ModelDescription.Variable;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;

/** A SavedModel's description as text for people. */
final class DescriptionPrinter {

  private final PrintWriter out;

  DescriptionPrinter(PrintWriter out) {
    this.out = out;
  }

  /** Prints the whole description, one thing a line. */
  void print(ModelDescription model) {
    out.printf("%s: SavedModel, schema %d%n", model.path(), model.schemaVersion());
    model.warnings().forEach(warning -> out.printf("warning: %s%n", warning));
    model.metaGraphs().forEach(this::print);
    long bytes = model.checkpoint().stream().mapToLong(SavedTensor::bytes).sum();
    out.printf("%ncheckpoint: %d tensors, %d bytes%n", model.checkpoint().size(), bytes);
  }

  private void print(MetaGraph graph) {
    String version = graph.tensorflowVersion();
    out.printf(
        "%ngraph %s, %s%n",
        graph.tags(), version.isEmpty() ? "no TensorFlow version" : "TensorFlow " + version);
    title("signatures", graph.signatures());
    graph.signatures().forEach(this::print);
    printVariables(graph.variables());
    list("assets", graph.assets());
    printFunctions(graph.functions());
    printOperations(graph);
    print(graph.needs());
    title("spatial transformers", graph.spatialTransformers());
    for (TransformerSite site : graph.spatialTransformers()) {
      out.printf("    %s %s: %s%n", site.kind(), site.where(), site.evidence());
      if (!site.theta().isEmpty()) {
        out.printf("      theta: %s%n", site.theta());
      }
    }
  }

  private void title(String name, List<?> things) {
    out.printf("  %s: %s%n", name, things.isEmpty() ? "none" : things.size());
  }

  private void print(SignatureDescription signature) {
    String method = signature.methodName();
    out.printf("    %s%s%n", signature.name(), method.isEmpty() ? "" : " (" + method + ")");
    signature.inputs().forEach(tensor -> print("in ", tensor, defaultValue(signature, tensor)));
    signature.outputs().forEach(tensor -> print("out", tensor, ""));
    signature.feeds().forEach(tensor -> print("also needs", tensor, ""));
  }

  private void print(String direction, TensorDescription tensor, String more) {
    out.printf(
        "      %s %s: %s %s, %s%s%n",
        direction, tensor.name(), tensor.dtype(), shape(tensor.shape()), tensor.node(), more);
  }

  private static String defaultValue(SignatureDescription signature, TensorDescription input) {
    String value = signature.defaults().get(input.name());
    return value == null ? "" : ", default " + value;
  }

  private void printFunctions(List<Function> functions) {
    title("functions", functions);
    for (Function function : functions) {
      out.printf(
          "    %s: %d inputs, %d outputs, %d nodes%n",
          function.name(), function.inputs(), function.outputs(), function.nodes());
    }
  }

  private void print(Needs needs) {
    list("devices", needs.devices());
    list("needs a GPU", needs.gpu());
    list("initializers", needs.initializers());
    list("tables", needs.tables());
    list("operations unknown here", needs.unknownOperations());
  }

  private void list(String name, List<String> lines) {
    title(name, lines);
    lines.forEach(line -> out.printf("    %s%n", line));
  }

  private void printVariables(List<Variable> variables) {
    title("variables", variables);
    for (Variable variable : variables) {
      out.printf(
          "    %s: %s %s, %s%n",
          variable.name(),
          variable.dtype(),
          shape(variable.shape()),
          variable.key().isEmpty() ? "not saved" : "saved as " + variable.key());
    }
  }

  private void printOperations(MetaGraph graph) {
    int nodes = graph.operations().values().stream().mapToInt(Integer::intValue).sum();
    out.printf("  operations: %d of %d kinds%n", nodes, graph.operations().size());
    String counts =
        graph.operations().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    out.printf("    %s%n", counts.isEmpty() ? "none" : counts);
  }

  private static String shape(@Nullable List<Long> shape) {
    return shape == null ? "of any shape" : shape.toString();
  }
}
