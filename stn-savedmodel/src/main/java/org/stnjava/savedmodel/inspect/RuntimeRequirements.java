package org.stnjava.savedmodel.inspect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stnjava.savedmodel.description.ModelDescription.Needs;
import org.stnjava.savedmodel.proto.OperationCatalog;
import org.stnjava.savedmodel.proto.ProtoTypes;
import org.stnjava.savedmodel.python.PythonFunctions;
import org.stnjava.savedmodel.python.SignatureFunction;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorInfo;

/** Finds what a graph needs around it to run. */
final class RuntimeRequirements {

  /** The collections in which TensorFlow 1 names what is to be run after loading. */
  private static final List<String> INITIALIZERS =
      List.of("saved_model_main_op", "legacy_init_op", "table_initializer");

  private static final Pattern TABLE =
      Pattern.compile("(Mutable|Anonymous|AnonymousMutable)?(Dense)?HashTable(OfTensors)?(V2)?");

  private RuntimeRequirements() {}

  static Needs find(MetaGraphDef graph) {
    List<NodeDef> nodes = nodes(graph.getGraphDef()).toList();
    return new Needs(
        devices(nodes),
        gpu(nodes),
        initializers(graph),
        tables(nodes),
        unknown(graph.getGraphDef(), nodes));
  }

  /** The nodes of a graph and of its functions, but for those that repeat the graph. */
  static Stream<NodeDef> nodes(GraphDef graph) {
    return Stream.concat(
        graph.getNodeList().stream(),
        graph.getLibrary().getFunctionList().stream()
            .filter(function -> !SignatureFunction.isOne(function))
            .flatMap(function -> function.getNodeDefList().stream()));
  }

  private static List<String> devices(List<NodeDef> nodes) {
    return nodes.stream()
        .map(NodeDef::getDevice)
        .filter(device -> !device.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  private static List<String> gpu(List<NodeDef> nodes) {
    List<String> reasons = new ArrayList<>();
    reasons.addAll(counted("pinned to ", nodes, RuntimeRequirements::gpuDevice));
    reasons.addAll(counted("operation ", nodes, RuntimeRequirements::gpuOperation));
    reasons.addAll(counted("layout ", nodes, RuntimeRequirements::gpuLayout));
    return reasons;
  }

  private static List<String> counted(
      String kind, List<NodeDef> nodes, Function<NodeDef, Stream<String>> of) {
    return nodes.stream()
        .flatMap(of)
        .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> kind + entry.getKey() + ": " + entry.getValue() + " nodes")
        .toList();
  }

  private static Stream<String> gpuDevice(NodeDef node) {
    return Stream.of(node.getDevice()).filter(device -> device.matches("(?i).*gpu.*"));
  }

  private static Stream<String> gpuOperation(NodeDef node) {
    return Stream.of(node.getOp()).filter(op -> op.startsWith("Cudnn"));
  }

  /** Channels before the sizes, which convolutions and poolings know on GPUs only. */
  private static Stream<String> gpuLayout(NodeDef node) {
    return node.getAttrMap().containsKey("data_format") && node.getOp().matches(".*(Conv|Pool).*")
        ? Stream.of(node.getAttrOrThrow("data_format").getS().toStringUtf8())
            .filter(layout -> layout.startsWith("NC"))
        : Stream.empty();
  }

  private static List<String> initializers(MetaGraphDef graph) {
    Set<String> names = new LinkedHashSet<>();
    graph.getSignatureDefMap().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(PythonFunctions.INTERNAL + "init"))
        .flatMap(entry -> entry.getValue().getOutputsMap().values().stream())
        .map(TensorInfo::getName)
        .forEach(names::add);
    CollectionDef none = CollectionDef.getDefaultInstance();
    for (String key : INITIALIZERS) {
      names.addAll(graph.getCollectionDefOrDefault(key, none).getNodeList().getValueList());
    }
    return List.copyOf(names);
  }

  private static List<String> tables(List<NodeDef> nodes) {
    return nodes.stream()
        .filter(node -> TABLE.matcher(node.getOp()).matches())
        .map(RuntimeRequirements::table)
        .distinct()
        .sorted()
        .toList();
  }

  private static String table(NodeDef node) {
    return "%s: %s %s to %s"
        .formatted(
            node.getName(), node.getOp(), type(node, "key_dtype"), type(node, "value_dtype"));
  }

  private static String type(NodeDef node, String attribute) {
    return ProtoTypes.dtype(
        node.getAttrOrDefault(attribute, AttrValue.getDefaultInstance()).getType());
  }

  private static List<String> unknown(GraphDef graph, List<NodeDef> nodes) {
    Set<String> functions = new LinkedHashSet<>();
    for (FunctionDef function : graph.getLibrary().getFunctionList()) {
      functions.add(function.getSignature().getName());
    }
    Set<String> unknown = new TreeSet<>();
    nodes.stream()
        .map(NodeDef::getOp)
        .filter(op -> !OperationCatalog.has(op) && !functions.contains(op))
        .forEach(unknown::add);
    return List.copyOf(unknown);
  }
}
