package org.stnjava.savedmodel.graph;

import static org.stnjava.savedmodel.proto.Attributes.FLOAT;
import static org.stnjava.savedmodel.proto.Attributes.INT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stnjava.savedmodel.graph.composition.Composition;
import org.stnjava.savedmodel.proto.Attributes;
import org.stnjava.savedmodel.proto.OperationCatalog;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * Rewrites operations without a gradient in TensorFlow for Java as equivalent ones that have one.
 *
 * <p>Reference variables become resources, for which there are optimizers; their values have to be
 * copied.
 */
public final class Rewrites {

  /** The suffix of the resource variable that replaces a reference variable. */
  public static final String COPY = "/resource";

  /** What a node becomes: adds nodes, and says what gives its outputs now. */
  @FunctionalInterface
  private interface Rewrite {
    List<String> add(FlatGraph flat, NodeDef node);
  }

  private static final Map<String, Rewrite> ALL =
      Map.ofEntries(
          Map.entry("IdentityN", Rewrites::identities),
          Map.entry("EnsureShape", Rewrites::identity),
          Map.entry("Snapshot", Rewrites::identity),
          Map.entry("PreventGradient", Rewrites::identity),
          Map.entry("PlaceholderWithDefault", Rewrites::identity),
          Map.entry("ResourceGather", Rewrites::resourceGather),
          Map.entry("Gather", Rewrites::gather),
          Map.entry("FusedBatchNorm", Rewrites::batchNorm),
          Map.entry("FusedBatchNormV2", Rewrites::batchNorm),
          Map.entry("Conv2D", Convolutions::rewrite),
          Map.entry("DepthwiseConv2dNative", Convolutions::rewrite),
          Map.entry("Variable", Rewrites::referenceVariable),
          Map.entry("VariableV2", Rewrites::referenceVariable));

  /** Operations that are flat but have no gradient in Java. */
  private static final Set<String> FLAT =
      Set.of("OnesLike", "Round", "Rint", "Ceil", "FloorDiv", "Range", "ArgMax", "ArgMin");

  private static final Set<DataType> DISCRETE =
      Set.of(
          DataType.DT_INT32,
          DataType.DT_INT64,
          DataType.DT_UINT8,
          DataType.DT_UINT32,
          DataType.DT_UINT64,
          DataType.DT_BOOL,
          DataType.DT_STRING);

  private Rewrites() {}

  /** Adds a node of which all attributes and inputs are set. */
  static void add(FlatGraph flat, NodeDef node) {
    Rewrite rewrite = isFlat(node) ? Rewrites::stop : rewrite(node);
    if (rewrite == null) {
      flat.add(node);
    } else {
      List<String> outputs = rewrite.add(flat, node);
      flat.replaced(
          node.getName(), outputs, outputs.stream().map(TensorName::nodeOf).distinct().toList());
    }
  }

  /** Whether an output has no gradient, as of random numbers, whose shape may be an input's. */
  private static boolean isFlat(NodeDef node) {
    if (FLAT.contains(node.getOp()) || !OperationCatalog.has(node.getOp())) {
      return FLAT.contains(node.getOp());
    }
    List<DataType> inputs = OperationCatalog.inputTypes(node);
    List<DataType> outputs = OperationCatalog.outputTypes(node);
    return !inputs.isEmpty()
        && inputs.stream().allMatch(DISCRETE::contains)
        && outputs.size() == 1
        && CompositionPlacement.concerns(node);
  }

  private static @Nullable Rewrite rewrite(NodeDef node) {
    Composition composition = Composition.ALL.get(node.getOp());
    return composition != null && CompositionPlacement.concerns(node)
        ? (flat, composed) -> new CompositionPlacement(flat, composed).add(composition)
        : ALL.get(node.getOp());
  }

  /** The inputs that a node waits for. */
  static List<String> controls(NodeDef node) {
    return node.getInputList().stream().filter(input -> input.startsWith("^")).toList();
  }

  private static List<String> stop(FlatGraph flat, NodeDef node) {
    flat.add(node);
    AttrValue type = Attributes.type(OperationCatalog.outputTypes(node).get(0));
    return List.of(
        flat.add(
            node.getName() + "/flat", "StopGradient", Map.of("T", type), List.of(node.getName())));
  }

  private static List<String> identities(FlatGraph flat, NodeDef node) {
    List<DataType> types = node.getAttrOrThrow("T").getList().getTypeList();
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      String name = node.getName() + (i == 0 ? "" : "/output_" + i);
      List<String> inputs = new ArrayList<>(List.of(node.getInput(i)));
      inputs.addAll(controls(node));
      outputs.add(flat.add(name, "Identity", Map.of("T", Attributes.type(types.get(i))), inputs));
    }
    return outputs;
  }

  private static List<String> identity(FlatGraph flat, NodeDef node) {
    AttrValue type = node.getAttrOrDefault("T", node.getAttrOrDefault("dtype", FLOAT));
    return List.of(flat.add(node.getName(), "Identity", Map.of("T", type), node.getInputList()));
  }

  private static List<String> resourceGather(FlatGraph flat, NodeDef node) {
    AttrValue type = node.getAttrOrThrow("dtype");
    List<String> inputs = new ArrayList<>(List.of(node.getInput(0)));
    inputs.addAll(controls(node));
    String value =
        flat.add(node.getName() + "/value", "ReadVariableOp", Map.of("dtype", type), inputs);
    return gather(flat, node.toBuilder().setInput(0, value).putAttr("Tparams", type).build());
  }

  private static List<String> gather(FlatGraph flat, NodeDef node) {
    NodeDef.Builder gather =
        NodeDef.newBuilder()
            .setName(node.getName())
            .setOp("GatherV2")
            .addAllInput(node.getInputList().subList(0, 2))
            .addInput(flat.add(node.getName() + "/axis", "Const", axis(node), List.of()))
            .addAllInput(controls(node))
            .putAttr("Taxis", INT);
    node.getAttrMap().entrySet().stream()
        .filter(entry -> List.of("Tparams", "Tindices", "batch_dims").contains(entry.getKey()))
        .forEach(entry -> gather.putAttr(entry.getKey(), entry.getValue()));
    flat.add(gather.build());
    return List.of(node.getName());
  }

  private static Map<String, AttrValue> axis(NodeDef gather) {
    long batch = gather.getAttrOrDefault("batch_dims", Attributes.NONE).getI();
    return Attributes.constant(List.of((int) batch));
  }

  private static List<String> batchNorm(FlatGraph flat, NodeDef node) {
    NodeDef.Builder newer = node.toBuilder().setOp("FusedBatchNormV3");
    if (!node.containsAttr("U")) {
      newer.putAttr("U", node.getAttrOrThrow("T"));
    }
    flat.add(newer.build());
    String name = node.getName();
    return List.of(name, name + ":1", name + ":2", name + ":3", name + ":4");
  }

  private static List<String> referenceVariable(FlatGraph flat, NodeDef node) {
    AttrValue type = node.getAttrOrThrow("dtype");
    Map<String, AttrValue> attributes =
        Map.of(
            "dtype",
            type,
            "shape",
            node.getAttrOrThrow("shape"),
            "shared_name",
            Attributes.text(node.getName() + COPY));
    String handle = flat.add(node.getName(), "VarHandleOp", attributes, List.of());
    return List.of(
        flat.add(
            node.getName() + "/value", "ReadVariableOp", Map.of("dtype", type), List.of(handle)));
  }
}
