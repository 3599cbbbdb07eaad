package org.stnjava.savedmodel.tune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stnjava.savedmodel.export.PythonMetadata;
import org.stnjava.savedmodel.export.Signatures;
import org.stnjava.savedmodel.export.WeightSaver;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Writes a loaded model together with what was added to it, as one new SavedModel.
 *
 * <p>It has the signature that was opened, with the same inputs, its outputs and the head's; behind
 * a transformer also {@code theta} and {@code warp}. Variables that are not of floats become
 * constants.
 */
final class ExtendedModel {

  private ExtendedModel() {}

  /**
   * Writes into an empty folder.
   *
   * @param inference the model with what was added, in inference form
   * @param values of its weights by name
   * @param others values of its other variables by name
   */
  static void write(
      TunableModel inference, Map<String, float[]> values, Map<String, Tensor> others, Path folder)
      throws IOException {
    requireNoTables(inference.graph());
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      graph.importGraphDef(frozen(inference.graph().toGraphDef(), others));
      WeightSaver.addTo(graph, inference.weights().in(graph, "").all());
      inference.weights().in(graph, "").write(session, values);
      SavedModelBundle.exporter(folder.toString())
          .withSession(session)
          .withSignatures(signatures(inference, graph).toArray(Signature[]::new))
          .export();
    }
    PythonMetadata.addTo(folder, inference::isTrainable);
  }

  private static void requireNoTables(Graph graph) {
    graph
        .operations()
        .forEachRemaining(
            operation -> {
              if (operation.type().contains("HashTable")) {
                throw new IllegalArgumentException(
                    "out: expected a model without tables behind what was added but it has %s (%s)"
                        .formatted(operation.name(), operation.type()));
              }
            });
  }

  /** The graph with values in place of the variables that are not of floats. */
  private static GraphDef frozen(GraphDef graph, Map<String, Tensor> values) {
    GraphDef.Builder frozen = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      Tensor value = node.getInputCount() > 0 ? values.get(node.getInput(0)) : null;
      if (value != null && node.getOp().equals("ReadVariableOp")) {
        frozen.addNode(FlattenedSignature.constant(node.getName(), value));
      } else if (!values.containsKey(node.getName())) {
        frozen.addNode(node);
      }
    }
    return frozen.build();
  }

  private static List<Signature> signatures(TunableModel model, Graph graph) {
    Map<String, String> inputs = new LinkedHashMap<>();
    model.inputs().forEach(name -> inputs.put(name, tensor(model.input(name))));
    Map<String, String> outputs = new LinkedHashMap<>();
    model.outputs().forEach(name -> outputs.put(name, tensor(model.output(name))));
    List<Signature> signatures = new ArrayList<>();
    signatures.add(signature(model.tuning().signature(), graph, inputs, outputs));
    model
        .front()
        .ifPresent(
            front -> {
              Map<String, String> image = Map.of(front.input(), FrontGraph.IMAGE);
              signatures.add(
                  signature(Signatures.THETA, graph, image, nodes(front, Signatures.THETA)));
              signatures.add(
                  signature(
                      Signatures.WARP,
                      graph,
                      image,
                      nodes(front, Signatures.WARPED, Signatures.GRID)));
            });
    return signatures;
  }

  private static Signature signature(
      String name, Graph graph, Map<String, String> inputs, Map<String, String> outputs) {
    Signature.Builder builder = Signature.builder(name).methodName(Signatures.PREDICT);
    inputs.forEach((input, tensor) -> builder.input(input, graph.outputOrThrow(tensor)));
    outputs.forEach((output, tensor) -> builder.output(output, graph.outputOrThrow(tensor)));
    return builder.build();
  }

  private static Map<String, String> nodes(FrontGraph front, String... kinds) {
    Map<String, String> nodes = new LinkedHashMap<>();
    for (String kind : kinds) {
      front.outputs(kind).forEach(output -> nodes.put(output, FrontGraph.node(output)));
    }
    return nodes;
  }

  private static String tensor(Output<?> output) {
    return output.op().name() + ":" + output.index();
  }
}
