package org.stnjava.savedmodel.tune;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.stnjava.models.layer.Mode;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.graph.FlatGraph;
import org.stnjava.savedmodel.graph.FunctionInliner;
import org.stnjava.savedmodel.graph.FunctionInliner.Flattened;
import org.stnjava.savedmodel.graph.FunctionLibrary;
import org.stnjava.savedmodel.graph.TrainingForm;
import org.stnjava.savedmodel.proto.Attributes;
import org.stnjava.savedmodel.proto.TensorName;
import org.stnjava.savedmodel.python.Placeholders;
import org.tensorflow.Tensor;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A signature of a loaded model as a flat graph, with a prefix before its nodes' names.
 *
 * @param nodes the definition, functions of what stayed undecided included
 * @param inputs tensors by the names of the signature's inputs, but for constants and those that no
 *     output needs
 * @param outputs tensors by the names of the signature's outputs
 * @param variables in the order of the graph
 * @param updates nodes that a training step runs beside its own
 * @param averages the moving averages among them, of batch norms in training form; variables by
 *     name
 * @param batchNorms how many batch norms are in training form
 * @param undecided why branches and loops stayed, by node
 */
public record FlattenedSignature(
    GraphDef nodes,
    Map<String, String> inputs,
    Map<String, String> outputs,
    List<LoadedVariable> variables,
    List<String> updates,
    List<TrainingForm.Moving> averages,
    int batchNorms,
    Map<String, String> undecided) {

  /** Before the names of the nodes that are no variables. */
  public static final String PREFIX = "loaded/";

  /**
   * Flattens a signature.
   *
   * @throws IllegalArgumentException if a constant is for no placeholder of the graph, or missing
   */
  public static FlattenedSignature of(
      MetaGraphDef model, SignatureDescription signature, Tuning tuning) {
    Map<String, NodeDef> constants = constants(model.getGraphDef(), signature, tuning);
    List<String> wanted = signature.outputs().stream().map(TensorDescription::node).toList();
    Flattened flat = FunctionInliner.flatten(model.getGraphDef(), wanted, constants);
    List<String> updates = new ArrayList<>();
    List<TrainingForm.Moving> averages = new ArrayList<>();
    int batchNorms = 0;
    if (tuning.mode() == Mode.TRAINING) {
      TrainingForm.Changed changed = TrainingForm.apply(flat.graph());
      updates.addAll(flat.effects());
      updates.addAll(changed.updates());
      averages.addAll(changed.averages());
      batchNorms = changed.count();
    }
    List<LoadedVariable> variables = LoadedVariable.find(flat.graph(), model);
    Map<String, String> names = new HashMap<>();
    variables.forEach(variable -> names.put(variable.node(), variable.name()));
    Map<String, String> inputs = new LinkedHashMap<>();
    signature.inputs().stream()
        .filter(in -> flat.isFed(in.node()))
        .forEach(in -> inputs.put(in.name(), rename(in.node(), names)));
    Map<String, String> outputs = new LinkedHashMap<>();
    signature
        .outputs()
        .forEach(out -> outputs.put(out.name(), rename(flat.tensor(out.node()), names)));
    Map<String, String> undecided = new HashMap<>();
    flat.undecided().forEach((node, why) -> undecided.put(rename(node, names), why));
    return new FlattenedSignature(
        definition(model.getGraphDef(), flat.graph(), variables, names),
        inputs,
        outputs,
        variables,
        updates.stream().map(node -> rename(node, names)).toList(),
        averages.stream()
            .map(
                it ->
                    new TrainingForm.Moving(
                        rename(it.variable(), names), rename(it.batch(), names)))
            .toList(),
        batchNorms,
        undecided);
  }

  private static GraphDef definition(
      GraphDef model, FlatGraph flat, List<LoadedVariable> variables, Map<String, String> names) {
    GraphDef.Builder definition = GraphDef.newBuilder().setVersions(model.getVersions());
    variables.forEach(variable -> definition.addNode(variable.shared()));
    for (NodeDef node : flat.nodes()) {
      if (!names.containsKey(node.getName())) {
        NodeDef.Builder copy = node.toBuilder().setName(rename(node.getName(), names));
        copy.clearInput();
        node.getInputList().forEach(input -> copy.addInput(rename(input, names)));
        definition.addNode(copy);
      }
    }
    return definition.setLibrary(FunctionLibrary.used(model, definition.getNodeList())).build();
  }

  /** The new name of a node, a tensor, or an input to wait for. */
  private static String rename(String reference, Map<String, String> variables) {
    String node = TensorName.nodeOf(reference);
    return TensorName.withNode(reference, variables.getOrDefault(node, PREFIX + node));
  }

  private static Map<String, NodeDef> constants(
      GraphDef graph, SignatureDescription signature, Tuning tuning) {
    Map<String, NodeDef> constants = new HashMap<>();
    tuning
        .constants()
        .forEach(
            (name, value) -> {
              String node =
                  signature.inputs().stream()
                      .filter(input -> input.name().equals(name))
                      .map(input -> TensorName.nodeOf(input.node()))
                      .findFirst()
                      .orElse(name);
              requirePlaceholder(graph, node);
              constants.put(node, constant(node, value));
            });
    requireFed(signature, constants.keySet());
    return constants;
  }

  private static void requireFed(SignatureDescription signature, Set<String> constants) {
    for (TensorDescription feed : signature.feeds()) {
      if (!constants.contains(TensorName.nodeOf(feed.node()))) {
        throw new IllegalArgumentException(
            "constants: expected a value for the placeholder %s (%s), which signature %s needs without naming it, but got none"
                .formatted(feed.name(), feed.typeAndShape(), signature.name()));
      }
    }
  }

  private static void requirePlaceholder(GraphDef graph, String name) {
    TreeSet<String> all = new TreeSet<>(new Placeholders(graph).all().keySet());
    if (!all.contains(name)) {
      throw new IllegalArgumentException(
          "constants: expected placeholders of the graph, %s, but got %s".formatted(all, name));
    }
  }

  /** A constant node; the value is copied. */
  public static NodeDef constant(String name, Tensor value) {
    if (value.dataType() == DataType.DT_STRING) {
      throw new IllegalArgumentException(
          name + ": expected numbers or booleans but got strings, which cannot be made constant");
    }
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : value.shape().asArray()) {
      shape.addDimBuilder().setSize(size);
    }
    byte[] bytes = new byte[Math.toIntExact(value.numBytes())];
    value.asRawTensor().data().read(bytes);
    TensorProto content =
        TensorProto.newBuilder()
            .setDtypeValue(value.dataType().getNumber())
            .setTensorShape(shape)
            .setTensorContent(ByteString.copyFrom(bytes))
            .build();
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAllAttr(Attributes.constant(content))
        .build();
  }
}
