package org.stnjava.savedmodel.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.stnjava.savedmodel.proto.Attributes;
import org.stnjava.savedmodel.proto.ProtoTypes;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef.ArgDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

/**
 * Makes signatures of the functions of a module that was saved without signatures.
 *
 * <p>Python calls such a module by its attributes, as {@code module.f(x)}. No node of its graph
 * calls the functions, so each gets placeholders and a call. Of a function that was traced several
 * times each trace is a signature; from the second on a number is behind the name.
 */
public final class PythonFunctions {

  /** How the names of signatures start that are not for callers. */
  public static final String INTERNAL = "__saved_model_";

  private static final String PREFIX = "python_functions/";

  private final MetaGraphDef.Builder model;
  private final SavedObjectGraph objects;
  private final Map<String, FunctionDef> library = new LinkedHashMap<>();
  private final ObjectNodes nodes;

  private PythonFunctions(MetaGraphDef model) {
    this.model = model.toBuilder();
    objects = model.getObjectGraphDef();
    nodes = new ObjectNodes(model);
    model
        .getGraphDef()
        .getLibrary()
        .getFunctionList()
        .forEach(function -> library.put(function.getSignature().getName(), function));
  }

  /**
   * Adds a signature for each function of a model without signatures.
   *
   * @return the model itself if it has signatures, or no functions
   */
  public static MetaGraphDef asSignatures(MetaGraphDef model) {
    boolean called =
        model.getSignatureDefMap().keySet().stream().anyMatch(name -> !name.startsWith(INTERNAL));
    if (called || model.getObjectGraphDef().getNodesCount() == 0) {
      return model;
    }
    PythonFunctions functions = new PythonFunctions(model);
    functions.addAll();
    return functions.model.build();
  }

  /** Adds to a model's graph the nodes that {@link #asSignatures} added to its definition. */
  public static void addTo(Graph graph, MetaGraphDef extended) {
    Ops tf = Ops.create(graph);
    for (NodeDef node : extended.getGraphDef().getNodeList()) {
      if (node.getName().startsWith(PREFIX)) {
        GraphOperationBuilder builder = graph.opBuilder(node.getOp(), node.getName(), tf.scope());
        node.getInputList().forEach(input -> builder.addInput(graph.outputOrThrow(input)));
        if (node.containsAttr("dtype")) {
          builder.setAttr("dtype", node.getAttrOrThrow("dtype").getType());
          builder.setAttr("shape", shape(node.getAttrOrThrow("shape").getShape()));
        }
        builder.build();
      }
    }
  }

  private static Shape shape(TensorShapeProto shape) {
    return shape.getUnknownRank()
        ? Shape.unknown()
        : Shape.of(ProtoTypes.sizes(shape).stream().mapToLong(it -> it).toArray());
  }

  /** Adds the traces of the root's functions. */
  private void addAll() {
    List<ObjectReference> children = objects.getNodes(0).getChildrenList();
    Set<String> taken = new HashSet<>();
    children.forEach(child -> taken.add(child.getLocalName()));
    for (ObjectReference child : children) {
      String name = child.getLocalName();
      int number = 0;
      for (String trace : traces(objects.getNodes(child.getNodeId()))) {
        String signature = name;
        while (number > 0 && !taken.add(signature)) {
          signature = name + "_" + number;
          number++;
        }
        number = Math.max(1, number);
        add(signature, name, trace);
      }
    }
  }

  private static List<String> traces(SavedObject object) {
    return object.hasFunction()
        ? object.getFunction().getConcreteFunctionsList()
        : Stream.of(object.getBareConcreteFunction().getConcreteFunctionName())
            .filter(trace -> !trace.isEmpty())
            .toList();
  }

  /** Adds a signature, unless the function captures an object that no node represents. */
  private void add(String name, String attribute, String trace) {
    FunctionDef function = library.get(trace);
    SavedConcreteFunction python = objects.getConcreteFunctionsMap().get(trace);
    if (function == null || python == null) {
      return;
    }
    List<ArgDef> arguments = function.getSignature().getInputArgList();
    int own = arguments.size() - python.getBoundInputsCount();
    List<String> captured = new ArrayList<>();
    for (int object : python.getBoundInputsList()) {
      nodes.of(object).ifPresent(captured::add);
    }
    boolean callable =
        own >= 0
            && captured.size() == python.getBoundInputsCount()
            && arguments.subList(0, own).stream()
                .noneMatch(argument -> argument.getType() == DataType.DT_RESOURCE);
    if (callable) {
      addCall(name, attribute, captured, function, python);
    }
  }

  private void addCall(
      String name,
      String attribute,
      List<String> captured,
      FunctionDef function,
      SavedConcreteFunction python) {
    SignatureDef.Builder signature =
        SignatureDef.newBuilder()
            .setMethodName(
                attribute + StructuredValues.literals(python.getCanonicalizedInputSignature()));
    NodeDef.Builder call =
        NodeDef.newBuilder()
            .setName(PREFIX + name + "/call")
            .setOp(function.getSignature().getName());
    int own = function.getSignature().getInputArgCount() - captured.size();
    for (int i = 0; i < own; i++) {
      ArgDef argument = function.getSignature().getInputArg(i);
      NodeDef placeholder =
          placeholder(PREFIX + name + "/inputs/" + argument.getName(), function, i);
      model.getGraphDefBuilder().addNode(placeholder);
      call.addInput(placeholder.getName());
      signature.putInputs(
          argument.getName(),
          info(
              placeholder.getName() + ":0",
              argument.getType(),
              placeholder.getAttrOrThrow("shape").getShape()));
    }
    call.addAllInput(captured);
    model.getGraphDefBuilder().addNode(call);
    addOutputs(signature, call.getName(), function, python.getOutputSignature());
    model.putSignatureDef(name, signature.build());
  }

  private static NodeDef placeholder(String name, FunctionDef function, int index) {
    ArgDef argument = function.getSignature().getInputArg(index);
    List<TensorShapeProto> shapes =
        function
            .getArgAttrOrDefault(index, FunctionDef.ArgAttrs.getDefaultInstance())
            .getAttrOrDefault("_output_shapes", Attributes.NONE)
            .getList()
            .getShapeList();
    TensorShapeProto shape =
        shapes.isEmpty()
            ? TensorShapeProto.newBuilder().setUnknownRank(true).build()
            : shapes.get(0);
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Placeholder")
        .putAttr("dtype", Attributes.type(argument.getType()))
        .putAttr("shape", AttrValue.newBuilder().setShape(shape).build())
        .build();
  }

  private static void addOutputs(
      SignatureDef.Builder signature, String call, FunctionDef function, StructuredValue python) {
    List<ArgDef> outputs = function.getSignature().getOutputArgList();
    List<StructuredValues.Leaf> leaves = StructuredValues.tensors(python);
    boolean named =
        leaves.size() == outputs.size()
            && leaves.stream().map(StructuredValues.Leaf::name).distinct().count() == leaves.size();
    for (int i = 0; i < outputs.size(); i++) {
      signature.putOutputs(
          named ? leaves.get(i).name() : "output_" + i,
          info(
              call + ":" + i,
              outputs.get(i).getType(),
              named
                  ? leaves.get(i).shape()
                  : TensorShapeProto.newBuilder().setUnknownRank(true).build()));
    }
  }

  private static TensorInfo info(String tensor, DataType type, TensorShapeProto shape) {
    return TensorInfo.newBuilder().setName(tensor).setDtype(type).setTensorShape(shape).build();
  }
}
