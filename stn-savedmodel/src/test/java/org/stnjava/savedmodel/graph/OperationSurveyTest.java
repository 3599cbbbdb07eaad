package org.stnjava.savedmodel.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.stnjava.savedmodel.graph.FunctionInliner.Flattened;
import org.stnjava.savedmodel.proto.Attributes;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpDef.ArgDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Lists which operations have a gradient: in Python, in TensorFlow for Java, and after the
 * rewrites. Reads the file that tools/interop/list_operations.py writes; see its README.
 */
@EnabledIfSystemProperty(named = "operations", matches = ".+")
class OperationSurveyTest {

  private static final String NODE = "node";

  /** Parts of TensorFlow 1's loops, which end the process where they stand alone. */
  private static final Set<String> FRAMES =
      Set.of("Enter", "Exit", "NextIteration", "Merge", "Switch");

  private static final List<DataType> FLOATS =
      List.of(DataType.DT_FLOAT, DataType.DT_DOUBLE, DataType.DT_HALF, DataType.DT_BFLOAT16);

  @Test
  void listsEachOperationThatTakesAndGivesFloats() throws IOException {
    JsonNode rows = new ObjectMapper().readTree(new File(System.getProperty("operations")));

    FunctionLibrary library = new FunctionLibrary(GraphDef.getDefaultInstance());
    List<String> lines = new ArrayList<>();
    lines.add("operation nodes models python java rewritten".replace(' ', '\t'));
    for (JsonNode row : rows) {
      byte[] node = Base64.getDecoder().decode(row.get("example").asText());
      System.out.println("@ " + row.get("operation").asText());
      NodeDef example = library.complete(NodeDef.parseFrom(node).toBuilder());
      alone(example)
          .ifPresent(
              graph ->
                  lines.add(
                      String.join(
                          "\t",
                          example.getOp(),
                          row.get("nodes").asText(),
                          String.valueOf(row.get("models").size()),
                          row.get("python").asText(),
                          answer(graph, NODE),
                          rewritten(graph))));
    }

    lines.forEach(System.out::println);
    assertThat(lines).hasSizeGreaterThan(1);
  }

  /** A graph of one node that reads placeholders; nothing if it takes or gives no floats. */
  private static Optional<GraphDef> alone(NodeDef example) {
    OpDef operation =
        TensorFlow.registeredOpList().getOpList().stream()
            .filter(op -> op.getName().equals(example.getOp()))
            .findFirst()
            .orElse(null);
    if (operation == null || FRAMES.stream().anyMatch(example.getOp()::endsWith)) {
      return Optional.empty();
    }
    GraphDef.Builder graph = GraphDef.newBuilder();
    NodeDef.Builder node = NodeDef.newBuilder().setName(NODE).setOp(example.getOp());
    example.getAttrMap().entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith("_"))
        .forEach(entry -> node.putAttr(entry.getKey(), entry.getValue()));
    boolean takesFloats =
        operation.getInputArgList().stream().anyMatch(OperationSurveyTest::isResource);
    for (ArgDef input : operation.getInputArgList()) {
      for (DataType type : types(example, input)) {
        takesFloats |= FLOATS.contains(type);
        graph.addNode(placeholder("input_" + node.getInputCount(), type, example));
        node.addInput("input_" + node.getInputCount());
      }
    }
    graph.addNode(node);
    boolean givesFloats =
        operation.getOutputArgList().stream()
            .anyMatch(output -> types(example, output).stream().anyMatch(FLOATS::contains));
    return takesFloats && givesFloats ? Optional.of(graph.build()) : Optional.empty();
  }

  private static NodeDef placeholder(String name, DataType type, NodeDef example) {
    NodeDef.Builder node = NodeDef.newBuilder().setName(name).setOp("Placeholder");
    if (type == DataType.DT_RESOURCE) {
      AttrValue unknown =
          AttrValue.newBuilder()
              .setShape(TensorShapeProto.newBuilder().setUnknownRank(true))
              .build();
      return node.setOp("VarHandleOp")
          .putAttr("dtype", example.getAttrOrDefault("dtype", Attributes.FLOAT))
          .putAttr("shape", unknown)
          .build();
    }
    return node.putAttr("dtype", Attributes.type(type)).build();
  }

  private static List<DataType> types(NodeDef node, ArgDef argument) {
    if (!argument.getTypeListAttr().isEmpty()) {
      return node.getAttrOrDefault(argument.getTypeListAttr(), Attributes.NONE)
          .getList()
          .getTypeList();
    }
    DataType type =
        argument.getTypeAttr().isEmpty()
            ? argument.getType()
            : node.getAttrOrDefault(argument.getTypeAttr(), Attributes.NONE).getType();
    long count =
        argument.getNumberAttr().isEmpty()
            ? 1
            : node.getAttrOrDefault(argument.getNumberAttr(), Attributes.NONE).getI();
    return Collections.nCopies((int) count, type);
  }

  private static boolean isResource(ArgDef input) {
    return input.getType() == DataType.DT_RESOURCE;
  }

  private static String rewritten(GraphDef graph) {
    try {
      Flattened flat = FunctionInliner.flatten(graph, List.of(NODE + ":0"), Map.of());
      GraphDef nodes = GraphDef.newBuilder().addAllNode(flat.graph().nodes()).build();
      return answer(nodes, flat.tensor(NODE + ":0"));
    } catch (IllegalArgumentException e) {
      return "refused: " + e.getMessage();
    }
  }

  private static String answer(GraphDef nodes, String output) {
    try (Graph graph = new Graph()) {
      graph.importGraphDef(nodes);
      List<Output<?>> xs = new ArrayList<>();
      for (NodeDef node : nodes.getNodeList()) {
        boolean isInput = node.getName().startsWith("input_");
        DataType type = node.getAttrOrDefault("dtype", Attributes.NONE).getType();
        if (isInput && FLOATS.contains(type)) {
          xs.add(graph.outputOrThrow(node.getName()));
        }
      }
      Output<?> y = graph.outputOrThrow(output);
      Output<?>[] found =
          graph.addGradients("g", new Output<?>[] {y}, xs.toArray(Output<?>[]::new), null);
      for (Output<?> gradient : found) {
        if (!gradient.isClosed()) {
          return "yes";
        }
      }
      return "flat";
    } catch (TensorFlowException | IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      return message.contains("No gradient defined")
          ? "no"
          : "fails: " + message.lines().findFirst().orElse("");
    }
  }
}
