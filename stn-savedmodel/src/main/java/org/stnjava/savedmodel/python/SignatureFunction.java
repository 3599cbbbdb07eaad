package org.stnjava.savedmodel.python;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.stnjava.savedmodel.proto.OperationCatalog;
import org.stnjava.savedmodel.proto.OperationCatalog.NodeOutput;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef.ArgDef;
import org.tensorflow.proto.ResourceHandleProto.DtypeAndShape;
import org.tensorflow.proto.SignatureDef;

/**
 * Converts a signature of a flat graph to a function, as Python calls models that have an object
 * graph.
 *
 * <p>Its arguments are the signature's inputs in the order of their names, then the variables that
 * it uses. No node of the graph calls it.
 */
public final class SignatureFunction {

  private static final String PREFIX = "__signature_";

  private final Map<String, NodeDef> nodes;
  private final Map<String, String> arguments = new HashMap<>();
  private final List<String> variables = new ArrayList<>();
  private final FunctionDef.Builder function = FunctionDef.newBuilder();

  private SignatureFunction(Map<String, NodeDef> nodes) {
    this.nodes = nodes;
  }

  /**
   * A function and the variables that are bound to its last arguments.
   *
   * @param definition the function
   * @param variables the names of their nodes, in order
   */
  public record Bound(FunctionDef definition, List<String> variables) {}

  /**
   * Makes the function of a signature.
   *
   * @param key the signature's name
   * @param signature of a graph of TensorFlow's own operations that calls no functions
   * @param nodes of that graph by name
   */
  public static Bound of(String key, SignatureDef signature, Map<String, NodeDef> nodes) {
    SignatureFunction made = new SignatureFunction(nodes);
    made.function.getSignatureBuilder().setName(PREFIX + key).setIsStateful(true);
    new TreeMap<>(signature.getInputsMap())
        .forEach(
            (name, tensor) ->
                made.addArgument(
                    TensorName.parse(tensor.getName()).node(),
                    ArgDef.newBuilder().setName(name).setType(tensor.getDtype())));
    made.addNodes(signature);
    new TreeMap<>(signature.getOutputsMap())
        .forEach(
            (name, tensor) -> {
              made.function
                  .getSignatureBuilder()
                  .addOutputArgBuilder()
                  .setName(name)
                  .setType(tensor.getDtype());
              made.function.putRet(name, made.reference(tensor.getName()));
            });
    return new Bound(made.function.build(), made.variables);
  }

  /** Whether a function was made here, and so repeats what is in the graph. */
  public static boolean isOne(FunctionDef function) {
    return function.getSignature().getName().startsWith(PREFIX);
  }

  private void addArgument(String node, ArgDef.Builder argument) {
    function.getSignatureBuilder().addInputArg(argument);
    arguments.put(node, argument.getName());
  }

  private void addNodes(SignatureDef signature) {
    Set<String> needed = new LinkedHashSet<>();
    Deque<String> waiting = new ArrayDeque<>();
    signature.getOutputsMap().values().forEach(tensor -> waiting.add(tensor.getName()));
    while (!waiting.isEmpty()) {
      NodeDef node = node(waiting.remove());
      if (arguments.containsKey(node.getName()) || !needed.add(node.getName())) {
        continue;
      }
      waiting.addAll(node.getInputList());
    }
    List<NodeDef> inOrder =
        nodes.values().stream().filter(node -> needed.contains(node.getName())).toList();
    inOrder.stream().filter(SignatureFunction::isVariable).forEach(this::addVariable);
    inOrder.stream().filter(node -> !isVariable(node)).forEach(this::addNode);
  }

  private static boolean isVariable(NodeDef node) {
    return node.getOp().equals("VarHandleOp");
  }

  private void addVariable(NodeDef node) {
    AttrValue none = AttrValue.getDefaultInstance();
    addArgument(
        node.getName(),
        ArgDef.newBuilder()
            .setName("resource_" + variables.size())
            .setType(DataType.DT_RESOURCE)
            .addHandleData(
                DtypeAndShape.newBuilder()
                    .setDtype(node.getAttrOrDefault("dtype", none).getType())
                    .setShape(node.getAttrOrDefault("shape", none).getShape())));
    variables.add(node.getName());
  }

  private void addNode(NodeDef node) {
    NodeDef.Builder copy = node.toBuilder().clearInput();
    for (String input : node.getInputList()) {
      if (!input.startsWith("^")) {
        copy.addInput(reference(input));
      } else if (!arguments.containsKey(input.substring(1))) {
        copy.addInput(input);
      }
    }
    function.addNodeDef(copy);
  }

  /** A tensor as functions name it: the argument, or node, name of the output and its index. */
  private String reference(String tensor) {
    TensorName name = TensorName.parse(tensor);
    String argument = arguments.get(name.node());
    if (argument != null) {
      return argument;
    }
    NodeDef node = node(tensor);
    NodeOutput output =
        OperationCatalog.outputs(node)
            .orElseThrow(() -> new IllegalStateException(node.getOp() + " is not known"))
            .get(name.index());
    return name.node() + ":" + output.argument() + ":" + output.index();
  }

  private NodeDef node(String input) {
    NodeDef node = nodes.get(TensorName.nodeOf(input));
    if (node == null) {
      throw new IllegalStateException("the graph has no node " + input);
    }
    return node;
  }
}
