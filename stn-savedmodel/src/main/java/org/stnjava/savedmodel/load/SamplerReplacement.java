package org.stnjava.savedmodel.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stnjava.ops.sample.Execution;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.savedmodel.proto.OperationCatalog;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/**
 * A loaded graph's samplers as loops in Java.
 *
 * <p>The nodes that were loaded stay as they are. Beside each {@link PortableSampler} stands one
 * that Java computes, and beside each node that depends on its output a copy that reads Java's.
 */
final class SamplerReplacement {

  private static final String SCOPE = "stnjava_sampled";

  /** Operations whose inputs may come from nodes behind them. */
  private static final Set<String> LOOPS = Set.of("NextIteration", "RefNextIteration");

  private final Graph graph;
  private final Execution execution;
  private final Map<String, GraphOperation> copies = new HashMap<>();

  private SamplerReplacement(Graph graph, Execution execution) {
    this.graph = graph;
    this.execution = execution;
  }

  /**
   * Adds the samplers and the copies to a graph.
   *
   * @param execution {@code PORTABLE} to add nothing
   */
  static SamplerReplacement in(Graph graph, Execution execution) {
    SamplerReplacement replacement = new SamplerReplacement(graph, execution);
    if (execution != Execution.PORTABLE) {
      replacement.addAll(graph.toGraphDef().getNodeList());
    }
    return replacement;
  }

  private void addAll(List<NodeDef> nodes) {
    Map<String, PortableSampler> samplers =
        PortableSampler.in(graph, nodes).stream()
            .filter(sampler -> sampler.isExecuted(graph, execution))
            .collect(Collectors.toMap(PortableSampler::output, Function.identity()));
    List<NodeDef> behind = behind(nodes, samplers.keySet());
    if (behind.stream().allMatch(SamplerReplacement::canBeCopied)) {
      for (NodeDef node : behind) {
        PortableSampler sampler = samplers.get(node.getName());
        copies.put(node.getName(), sampler == null ? copy(node) : add(sampler));
      }
    }
  }

  /** Some nodes and those that depend on them. */
  private static List<NodeDef> behind(List<NodeDef> nodes, Collection<String> first) {
    Set<String> names = new HashSet<>(first);
    List<NodeDef> behind = new ArrayList<>();
    for (NodeDef node : nodes) {
      if (names.contains(node.getName())
          || node.getInputList().stream().map(TensorName::nodeOf).anyMatch(names::contains)) {
        names.add(node.getName());
        behind.add(node);
      }
    }
    return behind;
  }

  private static boolean canBeCopied(NodeDef node) {
    return OperationCatalog.has(node.getOp()) && !LOOPS.contains(node.getOp());
  }

  private GraphOperation add(PortableSampler found) {
    Ops tf = Ops.create(graph).withSubScope(SCOPE).withSubScope("sampler_" + copies.size());
    Sampler sampler = found.sampler().withExecution(execution);
    return (GraphOperation) sampler.sample(tf, floats(found.u()), floats(found.grid())).op();
  }

  @SuppressWarnings("unchecked") // the types are compared where samplers are found
  private Output<TFloat32> floats(String tensor) {
    return (Output<TFloat32>) output(tensor);
  }

  private GraphOperation copy(NodeDef node) {
    GraphOperationBuilder builder =
        graph.opBuilder(node.getOp(), SCOPE + "/copy/" + node.getName(), Ops.create(graph).scope());
    List<Output<?>> inputs = new ArrayList<>();
    for (String input : node.getInputList()) {
      if (input.startsWith("^")) {
        builder.addControlInput(operation(input.substring(1)));
      } else {
        inputs.add(output(input));
      }
    }
    int next = 0;
    for (var list : OperationCatalog.inputLists(node)) {
      if (list.isPresent()) {
        builder.addInputList(
            inputs.subList(next, next + list.getAsInt()).toArray(Output<?>[]::new));
      } else {
        builder.addInput(inputs.get(next));
      }
      next += list.orElse(1);
    }
    node.getAttrMap().forEach(builder::setAttr);
    return builder.setDevice(node.getDevice()).build();
  }

  private GraphOperation operation(String node) {
    @Nullable GraphOperation copy = copies.get(node);
    return copy == null ? graph.operationOrThrow(node) : copy;
  }

  /**
   * The tensor to fetch in place of another one.
   *
   * @param tensor {@code NODE} or {@code NODE:INDEX}
   */
  Output<?> output(String tensor) {
    TensorName name = TensorName.parse(tensor);
    return operation(name.node()).output(name.index());
  }
}
