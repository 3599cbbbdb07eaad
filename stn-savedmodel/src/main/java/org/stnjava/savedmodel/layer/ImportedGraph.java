package org.stnjava.savedmodel.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weights;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.graph.TrainingForm.Moving;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.proto.TensorName;
import org.stnjava.savedmodel.tune.FlattenedSignature;
import org.stnjava.savedmodel.tune.LoadedVariable;
import org.stnjava.savedmodel.tune.Tuning;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/**
 * What a layer takes from a loaded model.
 *
 * @param inference the operations as they were saved
 * @param training the operations with batch norm in training form
 * @param variables those of floats
 * @param constants the values of other variables by name
 * @param inputShape as the model declares it
 * @param outputShape for an input of that shape
 */
record ImportedGraph(
    GraphSection inference,
    GraphSection training,
    List<ImportedVariable> variables,
    Map<String, Constant> constants,
    Shape inputShape,
    Shape outputShape) {

  private static final String SERVING = "serving_default";

  /** A batch that sizes within a graph are unlikely to be a multiple of. */
  private static final int PROBED_IMAGES = 3;

  /** What TensorFlow says of a node, and the node's name in the model. */
  private static final Pattern AT_NODE =
      Pattern.compile("^(.*?) for '\\{\\{node (?:[^}]*?/graph/)?([^}]*?)_?}}.*", Pattern.DOTALL);

  /**
   * The value of a variable that is not of floats.
   *
   * @param node a constant
   */
  record Constant(NodeDef node) {

    Output<?> in(Ops tf) {
      return tf.scope()
          .env()
          .opBuilder("Const", tf.scope().makeOpName(node.getName()), tf.scope())
          .setAttr("dtype", node.getAttrOrThrow("dtype"))
          .setAttr("value", node.getAttrOrThrow("value"))
          .build()
          .output(0);
    }
  }

  static String onlySignature(LoadedModel model) {
    List<String> names = model.signatures().stream().map(SignatureDescription::name).toList();
    if (!names.contains(SERVING) && names.size() != 1) {
      throw new IllegalArgumentException(
          "signature: expected one of %s but got none".formatted(names));
    }
    return names.contains(SERVING) ? SERVING : names.get(0);
  }

  static ImportedGraph of(LoadedModel model, Tuning tuning, String input, String output) {
    requirePlain(tuning);
    SignatureDescription signature = model.signature(tuning.signature());
    FlattenedSignature flat =
        FlattenedSignature.of(model.definition(), signature, tuning.inference());
    TensorNames names = new TensorNames(signature, flat);
    TensorName first = names.input(input);
    TensorName last = names.output(output);
    GraphSection inference = GraphSection.between(flat, first, last);
    FlattenedSignature trained =
        FlattenedSignature.of(model.definition(), signature, tuning.training());
    GraphSection training = GraphSection.between(trained, first, last);
    try (Graph graph = new Graph()) {
      graph.importGraphDef(flat.nodes());
      return new Reading(model, flat, inference)
          .graph(training, shape(graph, "input", first), shape(graph, "output", last));
    }
  }

  private static void requirePlain(Tuning tuning) {
    if (!tuning.extensions().fronts().isEmpty() || tuning.extensions().head().isPresent()) {
      throw new IllegalArgumentException(
          "tuning: expected a signature without layers around it, as this is a layer, but got some");
    }
  }

  private static Shape shape(Graph graph, String argument, TensorName name) {
    Output<?> tensor = graph.outputOrThrow(name.toString());
    if (tensor.dataType() != DataType.DT_FLOAT) {
      throw new IllegalArgumentException(
          "%s: expected float32 but %s is %s"
              .formatted(argument, TensorNames.withoutPrefix(name.node()), tensor.dataType()));
    }
    return tensor.shape();
  }

  /** Reads the variables of a section. */
  private record Reading(LoadedModel model, FlattenedSignature flat, GraphSection inference) {

    ImportedGraph graph(GraphSection training, Shape input, Shape output) {
      Set<String> used =
          inference.nodes().stream().map(NodeDef::getName).collect(Collectors.toSet());
      Set<String> averages =
          training.averages().stream().map(Moving::variable).collect(Collectors.toSet());
      List<LoadedVariable> read =
          flat.variables().stream().filter(variable -> used.contains(variable.name())).toList();
      List<ImportedVariable> variables = new ArrayList<>();
      Map<String, Constant> constants = new LinkedHashMap<>();
      if (read.isEmpty()) {
        return new ImportedGraph(inference, training, variables, constants, input, output);
      }
      try (Result values = new VariableReader(model).read(read)) {
        for (int i = 0; i < read.size(); i++) {
          LoadedVariable variable = read.get(i);
          String name = variable.name();
          if (variable.isFloats()) {
            boolean trained = variable.trainable() && !averages.contains(name);
            variables.add(VariableReader.imported(variable, (TFloat32) values.get(i), trained));
          } else {
            constants.put(name, new Constant(FlattenedSignature.constant(name, values.get(i))));
          }
        }
      }
      return new ImportedGraph(inference, training, variables, constants, input, output);
    }
  }

  /**
   * Checks that the operations work on inputs of a shape, by building them where it is another one
   * than the model declares.
   *
   * @throws IllegalArgumentException if they do not
   */
  void requireFit(Shape x, Layer layer) {
    if (isDeclared(x)) {
      return;
    }
    String why = "of another rank";
    if (!inputShape.isUnknown()
        && !x.isUnknown()
        && x.numDimensions() == inputShape.numDimensions()) {
      why = fault(x, layer);
    }
    if (!why.isEmpty()) {
      throw new IllegalArgumentException(
          "x: expected %s, as sizes within the model depend on it, but got %s: %s"
              .formatted(inputShape, x, why));
    }
  }

  private boolean isDeclared(Shape x) {
    if (inputShape.isUnknown() || x.isUnknown()) {
      return true;
    }
    boolean same = x.numDimensions() == inputShape.numDimensions();
    for (int axis = 0; same && axis < x.numDimensions(); axis++) {
      long declared = inputShape.get(axis);
      same = declared == Shape.UNKNOWN_SIZE || declared == x.get(axis);
    }
    return same;
  }

  /** What is wrong with a shape; empty if nothing is. */
  private String fault(Shape x, Layer layer) {
    long[] sizes = x.asArray();
    sizes[0] = PROBED_IMAGES;
    try (Graph probe = new Graph()) {
      Ops tf = Ops.create(probe);
      Placeholder<TFloat32> images =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(sizes)));
      Shape given = layer.apply(tf, ModelScope.inference(new Weights(probe, 0)), images).shape();
      boolean isBatch =
          given.isUnknown()
              || given.numDimensions() == 0
              || given.get(0) == Shape.UNKNOWN_SIZE
              || given.get(0) == PROBED_IMAGES;
      return isBatch ? "" : "%d images become %s".formatted(PROBED_IMAGES, given);
    } catch (IllegalArgumentException | TensorFlowException e) {
      return AT_NODE.matcher(String.valueOf(e.getMessage())).replaceFirst("$2: $1");
    }
  }
}
