package org.stnjava.savedmodel.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.format.CheckpointFiles;
import org.stnjava.savedmodel.format.CheckpointIndex;
import org.stnjava.savedmodel.graph.FunctionInliner;
import org.stnjava.savedmodel.graph.FunctionInliner.Flattened;
import org.stnjava.savedmodel.graph.InlineScope;
import org.stnjava.savedmodel.proto.Attributes;
import org.stnjava.savedmodel.proto.ProtoTypes;
import org.stnjava.savedmodel.python.CapturedVariables;
import org.stnjava.savedmodel.python.CheckpointKeys;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TType;

/**
 * Reads from the checkpoint the variables that a model's own restore function leaves without a
 * value.
 *
 * <p>A Keras 3 model that {@code tf.saved_model.save} wrote has two resources for each weight: its
 * signatures read one, its restore function fills the other. Only the object graph tells that both
 * have the same key in the checkpoint.
 */
final class VariableRestorer {

  private static final String SCOPE = "stnjava_restore";

  private final SavedModelBundle bundle;
  private final MetaGraphDef model;
  private final Path folder;
  private final Path prefix;
  private final CheckpointIndex index;

  private VariableRestorer(SavedModelBundle bundle, MetaGraphDef model, Path folder) {
    this.bundle = bundle;
    this.folder = folder;
    this.model = model;
    prefix = CheckpointFiles.prefix(folder);
    index = CheckpointFiles.index(prefix);
  }

  /**
   * Gives a value to each variable that a signature reads and that has none after loading.
   *
   * @param bundle as TensorFlow loaded it
   * @param model its definition
   * @param folder of the SavedModel
   * @param signatures whose variables are looked at; with none, all variables of the graph
   * @return the keys of the values that were read, by the variables' nodes; empty for most models
   * @throws IllegalArgumentException if the checkpoint has no value of the variable's type and
   *     shape, and no signature assigns one
   */
  static Map<String, String> restore(
      SavedModelBundle bundle,
      MetaGraphDef model,
      Path folder,
      List<SignatureDescription> signatures) {
    List<NodeDef> handles = withoutValue(bundle, notRestored(model, signatures));
    return handles.isEmpty()
        ? Map.of()
        : new VariableRestorer(bundle, model, folder).read(handles, signatures);
  }

  /** The variables that signatures read and that the restore function does not assign. */
  private static List<NodeDef> notRestored(
      MetaGraphDef model, List<SignatureDescription> signatures) {
    List<NodeDef> nodes = model.getGraphDef().getNodeList();
    List<NodeDef> handles =
        (signatures.isEmpty() ? nodes : new InlineScope(nodes).inOrder(outputs(signatures)))
            .stream().filter(node -> node.getOp().equals("VarHandleOp")).toList();
    if (handles.isEmpty()) {
      return handles;
    }
    Set<String> restored =
        assigned(
            model,
            Stream.of(model.getSaverDef().getRestoreOpName())
                .filter(name -> !name.isEmpty())
                .toList());
    return handles.stream().filter(handle -> !restored.contains(handle.getName())).toList();
  }

  private static List<String> outputs(List<SignatureDescription> signatures) {
    return signatures.stream()
        .flatMap(signature -> signature.outputs().stream())
        .map(TensorDescription::node)
        .filter(node -> !node.isEmpty())
        .toList();
  }

  /** The variables that are assigned on the way to some tensors or operations. */
  private static Set<String> assigned(MetaGraphDef model, List<String> targets) {
    Flattened flat = FunctionInliner.flatten(model.getGraphDef(), targets, Map.of());
    Set<String> assigned = new HashSet<>();
    for (NodeDef node : flat.graph().nodes()) {
      if (node.getOp().equals("AssignVariableOp")) {
        Optional.ofNullable(flat.graph().variable(node.getInput(0))).ifPresent(assigned::add);
      }
    }
    return assigned;
  }

  private static List<NodeDef> withoutValue(SavedModelBundle bundle, List<NodeDef> handles) {
    if (handles.isEmpty()) {
      return handles;
    }
    Ops tf = Ops.create(bundle.graph()).withSubScope(SCOPE);
    Session.Runner runner = bundle.session().runner();
    handles.forEach(handle -> runner.fetch(tf.varIsInitializedOp(resource(bundle, handle))));
    List<NodeDef> empty = new ArrayList<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < handles.size(); i++) {
        if (!((TBool) result.get(i)).getBoolean()) {
          empty.add(handles.get(i));
        }
      }
    }
    return empty;
  }

  private Map<String, String> read(List<NodeDef> handles, List<SignatureDescription> signatures) {
    Map<String, String> keys = keys(handles);
    List<NodeDef> found = handles.stream().filter(it -> keys.containsKey(it.getName())).toList();
    found.forEach(handle -> requireSame(handle, keys.getOrDefault(handle.getName(), "")));
    if (found.size() < handles.size() && !signatures.isEmpty()) {
      requireAssigned(handles, keys.keySet(), assigned(model, outputs(signatures)));
    }
    if (!found.isEmpty()) {
      assign(found, found.stream().map(it -> keys.getOrDefault(it.getName(), "")).toList());
    }
    return keys;
  }

  private Map<String, String> keys(List<NodeDef> handles) {
    CapturedVariables captured = new CapturedVariables(model);
    CheckpointKeys saved = CheckpointKeys.read(folder, model, index);
    Map<String, String> keys = new LinkedHashMap<>();
    for (NodeDef handle : handles) {
      captured.objects(handle.getName()).stream()
          .flatMap(object -> saved.key(object).stream())
          .findFirst()
          .or(() -> saved.key(handle))
          .ifPresent(key -> keys.put(handle.getName(), key));
    }
    return keys;
  }

  /** Variables that no checkpoint has a value of are right only if a call gives them one. */
  private void requireAssigned(List<NodeDef> handles, Set<String> read, Set<String> assigned) {
    for (NodeDef handle : handles) {
      String name = handle.getName();
      if (!read.contains(name) && !assigned.contains(name)) {
        throw new IllegalArgumentException(
            "%s: expected a value of the variable %s, %s, which a signature reads, but there is none"
                .formatted(prefix, name, typeAndShape(handle)));
      }
    }
  }

  private void requireSame(NodeDef handle, String key) {
    BundleEntryProto saved =
        index.entries().getOrDefault(key, BundleEntryProto.getDefaultInstance());
    TensorDescription variable = tensor(dtype(handle), shape(handle));
    TensorDescription value = tensor(saved.getDtype(), saved.getShape());
    long[] sizes = ProtoTypes.sizes(saved.getShape()).stream().mapToLong(it -> it).toArray();
    if (!variable.dtype().equals(value.dtype()) || !variable.admits(sizes)) {
      throw new IllegalArgumentException(
          "%s: expected %s, the value of the variable %s, to be %s but it is %s"
              .formatted(
                  prefix, key, handle.getName(), variable.typeAndShape(), value.typeAndShape()));
    }
  }

  private void assign(List<NodeDef> handles, List<String> keys) {
    Ops tf = Ops.create(bundle.graph()).withSubScope(SCOPE + "_values");
    String[] slices = new String[keys.size()];
    Arrays.fill(slices, "");
    Operation values =
        tf.scope()
            .opBuilder("RestoreV2", "values")
            .addInput(tf.constant(prefix.toString()).asOutput())
            .addInput(tf.array(keys.toArray(String[]::new)).asOutput())
            .addInput(tf.array(slices).asOutput())
            .setAttr(
                "dtypes", handles.stream().map(VariableRestorer::dtype).toArray(DataType[]::new))
            .build();
    Session.Runner runner = bundle.session().runner();
    for (int i = 0; i < handles.size(); i++) {
      Output<TType> value = values.output(i);
      runner.addTarget(tf.assignVariableOp(resource(bundle, handles.get(i)), value));
    }
    runner.run().close();
  }

  private static String typeAndShape(NodeDef handle) {
    return tensor(dtype(handle), shape(handle)).typeAndShape();
  }

  private static TensorDescription tensor(DataType type, TensorShapeProto shape) {
    return new TensorDescription("", "", ProtoTypes.dtype(type), ProtoTypes.shape(shape));
  }

  private static DataType dtype(NodeDef handle) {
    return handle.getAttrOrDefault("dtype", Attributes.NONE).getType();
  }

  private static TensorShapeProto shape(NodeDef handle) {
    return handle.getAttrOrDefault("shape", Attributes.NONE).getShape();
  }

  @SuppressWarnings("unchecked") // only handed on
  private static Output<TType> resource(SavedModelBundle bundle, NodeDef handle) {
    return (Output<TType>) bundle.graph().outputOrThrow(handle.getName());
  }
}
