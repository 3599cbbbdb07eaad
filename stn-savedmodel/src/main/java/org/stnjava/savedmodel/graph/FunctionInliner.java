package org.stnjava.savedmodel.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;

/**
 * Puts the bodies of functions in the place of their calls.
 *
 * <p>TensorFlow differentiates few operations within functions, and all that it can outside of
 * them. Calls within calls, resources that are handed over, attributes of functions and the order
 * of side effects come out as they were; branches and loops as {@link ControlFlow} says.
 */
public final class FunctionInliner {

  private static final Set<String> CALLS =
      Set.of("PartitionedCall", "StatefulPartitionedCall", "StatelessPartitionedCall");

  private final Map<String, NodeDef> constants;
  private final FlatGraph flat = new FlatGraph();
  private final FunctionDefLibrary functions;
  private final FunctionLibrary library;
  private final ControlFlow controlFlow;
  private final TensorLists lists;
  private final InlineScope root;

  private FunctionInliner(GraphDef graph, Map<String, NodeDef> constants) {
    this.constants = constants;
    functions = graph.getLibrary();
    library = new FunctionLibrary(graph);
    ConstantFolder folder = new ConstantFolder(flat, library);
    controlFlow = new ControlFlow(this, flat, folder);
    lists = new TensorLists(flat, folder);
    root = new InlineScope(graph.getNodeList());
  }

  /**
   * Flattens what some tensors need.
   *
   * @param graph with its functions
   * @param tensors as signatures name them, such as {@code StatefulPartitionedCall:0}
   * @param constants nodes to use in place of those of the same name
   * @return the flat graph
   */
  public static Flattened flatten(
      GraphDef graph, Collection<String> tensors, Map<String, NodeDef> constants) {
    return new FunctionInliner(graph, constants).run(tensors);
  }

  /**
   * A flat graph.
   *
   * @param graph the nodes that tensors and effects need
   * @param effects nodes that change something in the course of the calls
   * @param undecided why branches and loops among the nodes are as they were, by name
   */
  public record Flattened(FlatGraph graph, List<String> effects, Map<String, String> undecided) {

    /** Whether a signature's input is there and no constant. */
    public boolean isFed(String name) {
      NodeDef node = graph.node(name);
      return node != null && !node.getOp().equals("Const");
    }

    /** The tensor of the flat graph that a signature calls so. */
    public String tensor(String name) {
      TensorName parsed = TensorName.parse(name);
      return graph.tensor(parsed.node(), parsed.index());
    }
  }

  private Flattened run(Collection<String> tensors) {
    inline(root, tensors);
    List<String> effects = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (String tensor : tensors) {
      TensorName name = TensorName.parse(tensor);
      kept.add(flat.tensor(name.node(), name.index()));
      flat.controls(name.node()).stream().filter(this::changes).forEach(effects::add);
    }
    kept.addAll(effects);
    flat.keep(kept);
    GroupedConvolutions.apply(flat, functions);
    return new Flattened(
        flat, effects.stream().distinct().toList(), Map.copyOf(controlFlow.undecided()));
  }

  private boolean changes(String name) {
    NodeDef node = flat.node(name);
    return node != null && (node.getOp().startsWith("Assign") || node.getOp().equals("NoOp"));
  }

  private void inline(InlineScope scope, Collection<String> references) {
    for (NodeDef node : scope.inOrder(references)) {
      NodeDef constant = constants.get(scope.flatName(node.getName()));
      if (constant != null) {
        flat.add(constant);
      } else {
        place(scope, node);
      }
    }
  }

  private void place(InlineScope scope, NodeDef node) {
    List<String> inputs = new ArrayList<>();
    Set<String> controls = new LinkedHashSet<>();
    for (String input : node.getInputList()) {
      if (input.startsWith("^")) {
        controls.addAll(controls(scope, input));
      } else {
        inputs.add(tensor(scope, input));
      }
    }
    scope.entryFor(node).ifPresent(controls::add);
    NodeDef.Builder copy = scope.withAttributes(node);
    if (ControlFlow.is(copy)) {
      controlFlow.place(copy, inputs, List.copyOf(controls));
    } else {
      placeOperation(copy, inputs, List.copyOf(controls));
    }
  }

  private void placeOperation(NodeDef.Builder node, List<String> inputs, List<String> controls) {
    boolean isFunction = library.function(node.getOp()).isPresent();
    if (isFunction || CALLS.contains(node.getOp())) {
      NameAttrList function =
          isFunction
              ? NameAttrList.newBuilder()
                  .setName(node.getOp())
                  .putAllAttr(node.getAttrMap())
                  .build()
              : node.getAttrOrThrow("f").getFunc();
      Body body = call(node.getName(), function, inputs, controls);
      flat.replaced(node.getName(), body.outputs(), body.controls());
    } else {
      keep(node, inputs, controls);
    }
  }

  /**
   * What a call has become.
   *
   * @param outputs its tensors in the flat graph
   * @param controls what to wait for in order to wait for the call
   */
  record Body(List<String> outputs, List<String> controls) {}

  /** Puts a function's body into the flat graph. */
  Body call(String name, NameAttrList called, List<String> inputs, List<String> controls) {
    FunctionDef function =
        library
            .function(called.getName())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s: expected a function %s in the model's library but there is none"
                            .formatted(name, called.getName())));
    InlineScope scope =
        new InlineScope(
            name,
            function,
            new InlineScope.Call(inputs, called.getAttrMap()),
            controls.isEmpty() ? Optional.empty() : Optional.of(entry(name, controls)));
    List<String> returned =
        function.getSignature().getOutputArgList().stream()
            .map(output -> function.getRetOrThrow(output.getName()))
            .toList();
    List<String> wanted = new ArrayList<>(returned);
    wanted.addAll(function.getControlRetMap().values());
    inline(scope, wanted);
    List<String> outputs = returned.stream().map(output -> tensor(scope, output)).toList();
    Set<String> after = new LinkedHashSet<>(controls);
    function.getControlRetMap().values().forEach(node -> after.addAll(controls(scope, node)));
    outputs.stream()
        .filter(output -> !lists.isKnown(output))
        .forEach(output -> after.add(TensorName.nodeOf(output)));
    return new Body(outputs, List.copyOf(after));
  }

  /** Adds a node as it is, or what differentiates better and computes the same. */
  void keep(NodeDef.Builder node, List<String> inputs, List<String> controls) {
    node.addAllInput(inputs);
    controls.forEach(control -> node.addInput("^" + control));
    lists.add(library.complete(node));
  }

  private String entry(String name, List<String> controls) {
    NodeDef.Builder entry = NodeDef.newBuilder().setName(name + "/entry").setOp("NoOp");
    controls.forEach(control -> entry.addInput("^" + control));
    flat.add(entry.build());
    return entry.getName();
  }

  /** The tensor of the flat graph that an input of a node, or a returned value, means. */
  private String tensor(InlineScope scope, String reference) {
    String argument = scope.argument(reference);
    if (argument != null) {
      return argument;
    }
    String[] parts = reference.split(":", -1);
    NodeDef node = Objects.requireNonNull(scope.node(reference), reference);
    return flat.tensor(scope.flatName(parts[0]), index(scope, node, parts));
  }

  /** The last part is an index; in functions the name of an output stands before it. */
  private int index(InlineScope scope, NodeDef node, String[] parts) {
    return switch (parts.length) {
      case 1 -> 0;
      case 2 -> Integer.parseInt(parts[1]);
      default ->
          library.outputIndex(
              scope.withAttributes(node).build(), parts[1], Integer.parseInt(parts[2]));
    };
  }

  private List<String> controls(InlineScope scope, String reference) {
    String argument = scope.argument(reference);
    return argument != null
        ? List.of(TensorName.nodeOf(argument))
        : flat.controls(scope.flatName(TensorName.nodeOf(reference)));
  }
}
