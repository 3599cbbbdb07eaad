package org.stnjava.savedmodel.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.stnjava.savedmodel.python.SignatureFunction;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedBareConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedUserObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedVariable;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.Struct.DictValue;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.Struct.TensorSpecProto;
import org.tensorflow.proto.Struct.TupleValue;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.proto.VersionDef;

/**
 * The object graph from which Python restores a model: its variables, the trainable ones, and its
 * signatures.
 *
 * <p>Without it, {@code tf.saved_model.load(…).trainable_variables} does not exist in Python. The
 * graph and the checkpoint stay as they are; only Python reads it.
 */
final class ObjectGraph {

  private final MetaGraphDef.Builder graph;
  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
  private final SavedObjectGraph.Builder objects = SavedObjectGraph.newBuilder();
  private final Predicate<String> trainable;
  private final Map<String, Integer> variableIds = new LinkedHashMap<>();

  private ObjectGraph(MetaGraphDef.Builder graph, Predicate<String> trainable) {
    this.graph = graph;
    this.trainable = trainable;
    graph.getGraphDef().getNodeList().forEach(node -> nodes.put(node.getName(), node));
  }

  /** Adds the objects to a graph, of whose variables some are to be trained. */
  static void addTo(MetaGraphDef.Builder graph, Predicate<String> trainable) {
    new ObjectGraph(graph, trainable).build();
  }

  private void build() {
    int root = add(user("_generic_user_object"));
    int all = add(user("trackable_list_wrapper"));
    int trained = add(user("trackable_list_wrapper"));
    int signatures = add(user("signature_map"));
    link(root, "variables", all);
    link(root, "trainable_variables", trained);
    link(root, "signatures", signatures);
    nodes.values().stream()
        .filter(node -> node.getOp().equals("VarHandleOp"))
        .forEach(node -> variableIds.put(node.getName(), add(variable(node))));
    int next = 0;
    int nextTrained = 0;
    for (Map.Entry<String, Integer> variable : variableIds.entrySet()) {
      link(all, Integer.toString(next++), variable.getValue());
      if (trainable.test(variable.getKey())) {
        link(trained, Integer.toString(nextTrained++), variable.getValue());
      }
    }
    new TreeMap<>(graph.getSignatureDefMap())
        .forEach((key, signature) -> link(signatures, key, addSignature(key, signature)));
    graph.setObjectGraphDef(objects);
  }

  private int addSignature(String key, SignatureDef signature) {
    SignatureFunction.Bound bound = SignatureFunction.of(key, signature, nodes);
    graph.getGraphDefBuilder().getLibraryBuilder().addFunction(bound.definition());
    String name = bound.definition().getSignature().getName();
    objects.putConcreteFunctions(
        name,
        SavedConcreteFunction.newBuilder()
            .addAllBoundInputs(ids(bound.variables()))
            .setCanonicalizedInputSignature(tuple(tuple(), specs(signature.getInputsMap())))
            .setOutputSignature(specs(signature.getOutputsMap()))
            .build());
    return add(
        SavedObject.newBuilder()
            .setBareConcreteFunction(
                SavedBareConcreteFunction.newBuilder()
                    .setConcreteFunctionName(name)
                    .addAllArgumentKeywords(new TreeMap<>(signature.getInputsMap()).keySet())
                    .setAllowedPositionalArguments(1)));
  }

  private List<Integer> ids(List<String> variables) {
    return variables.stream().map(name -> variableIds.getOrDefault(name, 0)).toList();
  }

  private int add(SavedObject.Builder object) {
    objects.addNodes(object);
    return objects.getNodesCount() - 1;
  }

  private void link(int parent, String name, int child) {
    objects
        .getNodesBuilder(parent)
        .addChildren(ObjectReference.newBuilder().setLocalName(name).setNodeId(child));
  }

  private static SavedObject.Builder user(String identifier) {
    return SavedObject.newBuilder()
        .setUserObject(
            SavedUserObject.newBuilder()
                .setIdentifier(identifier)
                .setVersion(VersionDef.newBuilder().setProducer(1).setMinConsumer(1)));
  }

  private SavedObject.Builder variable(NodeDef node) {
    AttrValue none = AttrValue.getDefaultInstance();
    return SavedObject.newBuilder()
        .setVariable(
            SavedVariable.newBuilder()
                .setName(node.getName())
                .setDtype(node.getAttrOrDefault("dtype", none).getType())
                .setShape(node.getAttrOrDefault("shape", none).getShape())
                .setTrainable(trainable.test(node.getName())));
  }

  private static StructuredValue tuple(StructuredValue... values) {
    return StructuredValue.newBuilder()
        .setTupleValue(TupleValue.newBuilder().addAllValues(List.of(values)))
        .build();
  }

  private static StructuredValue specs(Map<String, TensorInfo> tensors) {
    DictValue.Builder specs = DictValue.newBuilder();
    new TreeMap<>(tensors)
        .forEach(
            (name, tensor) ->
                specs.putFields(
                    name,
                    StructuredValue.newBuilder()
                        .setTensorSpecValue(
                            TensorSpecProto.newBuilder()
                                .setName(name)
                                .setDtype(tensor.getDtype())
                                .setShape(tensor.getTensorShape()))
                        .build()));
    return StructuredValue.newBuilder().setDictValue(specs).build();
  }
}
