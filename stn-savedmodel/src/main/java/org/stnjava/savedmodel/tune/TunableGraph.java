package org.stnjava.savedmodel.tune;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stnjava.models.layer.Mode;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.load.LoadedModel;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A flattened model and the layers that are added to it, in one graph, to be built upon.
 *
 * @param flattened the model's part
 * @param front the transformers before it
 * @param graph to be closed
 * @param weights the model's variables of floats, and those that were added
 * @param added the names of the latter without their state
 * @param inputs by name
 * @param outputs by name
 */
record TunableGraph(
    FlattenedSignature flattened,
    Optional<FrontGraph> front,
    Graph graph,
    Weights weights,
    Set<String> added,
    Map<String, Output<?>> inputs,
    Map<String, Output<?>> outputs) {

  private static final String DROPOUT_SEED = "dropout_seed";

  /**
   * Builds the front, the model behind it, and the head.
   *
   * @param scope of front and head in inference form, by their weights
   */
  static TunableGraph of(
      LoadedModel model, Tuning tuning, long seed, Function<Weights, ModelScope> scope) {
    SignatureDescription signature = model.signature(tuning.signature());
    FlattenedSignature flattened = FlattenedSignature.of(model.definition(), signature, tuning);
    Graph graph = new Graph();
    try (Graph before = new Graph()) {
      Weights weights = new Weights(before, seed);
      Ops tf = Ops.create(before);
      if (tuning.mode() == Mode.TRAINING) {
        tf.withName(DROPOUT_SEED).placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
      }
      Optional<FrontGraph> front =
          FrontGraph.build(
              tf, scope(before, weights, scope), signature, tuning.extensions().fronts());
      weights.stepOperations(tf);
      weights.all().forEach(weight -> requireNew(flattened, weight.name()));
      graph.importGraphDef(FrontGraph.merge(before.toGraphDef(), flattened, front));
      TunableGraph tunable =
          new TunableGraph(
              flattened,
              front,
              graph,
              weights.in(graph, ""),
              Set.of(),
              new LinkedHashMap<>(),
              new LinkedHashMap<>());
      tunable.name();
      tuning
          .extensions()
          .head()
          .ifPresent(head -> tunable.buildHead(head, scope(graph, tunable.weights(), scope)));
      return tunable.withVariables();
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private static ModelScope scope(
      Graph graph, Weights weights, Function<Weights, ModelScope> inference) {
    return dropoutSeed(graph)
        .map(seed -> ModelScope.training(weights, seed))
        .orElseGet(() -> inference.apply(weights));
  }

  /** An output, or another tensor of the model; the argument is called so in complaints. */
  Output<?> tensor(String argument, String name) {
    Output<?> found = outputs.get(name);
    if (found != null) {
      return found;
    }
    GraphOperation operation = graph.operation(FlattenedSignature.PREFIX + name);
    if (operation == null) {
      throw new IllegalArgumentException(
          "%s: expected an output, %s, or a tensor of the model but got %s"
              .formatted(argument, outputs.keySet(), name));
    }
    return operation.output(0);
  }

  Optional<Operand<TInt64>> dropoutSeed() {
    return dropoutSeed(graph);
  }

  private static Optional<Operand<TInt64>> dropoutSeed(Graph graph) {
    return Optional.ofNullable(graph.operation(DROPOUT_SEED))
        .map(operation -> operation.<TInt64>output(0));
  }

  private static void requireNew(FlattenedSignature flattened, String name) {
    if (flattened.variables().stream().anyMatch(variable -> variable.name().equals(name))) {
      throw new IllegalArgumentException(
          "name: expected another one for what is added, as the model has a variable " + name);
    }
  }

  private void name() {
    flattened.inputs().forEach((name, tensor) -> inputs.put(name, graph.outputOrThrow(tensor)));
    flattened.outputs().forEach((name, tensor) -> outputs.put(name, graph.outputOrThrow(tensor)));
    front.ifPresent(it -> inputs.put(it.input(), graph.outputOrThrow(FrontGraph.IMAGE)));
  }

  private void buildHead(Tuning.Head head, ModelScope scope) {
    Ops tf = Ops.create(graph).withSubScope("head");
    try {
      Operand<TFloat32> x = features(tf, head.features());
      outputs.put(head.output(), head.layer().apply(tf, scope, x).asOutput());
    } catch (RuntimeException e) {
      flattened.variables().stream()
          .map(LoadedVariable::name)
          .filter(name -> String.valueOf(e.getMessage()).contains("'" + name + "'"))
          .forEach(name -> requireNew(flattened, name));
      throw e;
    }
  }

  /** What a head reads: the rows of one image as one row. */
  private Operand<TFloat32> features(Ops tf, String name) {
    Operand<TFloat32> x = features(name);
    int rows = front.map(FrontGraph::rows).orElse(1);
    return rows == 1 ? x : byImage(tf, name, x, rows);
  }

  /** From {@code [N·K, …, F]} to {@code [N, …, K·F]}. */
  private static Operand<TFloat32> byImage(Ops tf, String name, Operand<TFloat32> x, int rows) {
    Shape shape = x.shape();
    int rank = shape.numDimensions();
    if (rank < 2 || shape.subShape(1, rank).hasUnknownDimension()) {
      throw new IllegalArgumentException(
          "features: expected known sizes behind the first axis, to join %d rows for each image, but %s is %s"
              .formatted(rows, name, shape));
    }
    long[] split = new long[rank + 1];
    int[] order = new int[rank + 1];
    long[] joined = shape.asArray();
    split[0] = -1;
    split[1] = rows;
    joined[0] = -1;
    joined[rank - 1] *= rows;
    for (int axis = 1; axis < rank; axis++) {
      split[axis + 1] = shape.get(axis);
      order[axis] = axis + 1;
    }
    order[rank - 1] = 1;
    order[rank] = rank;
    Operand<TFloat32> parts = tf.reshape(x, tf.constant(split));
    return tf.reshape(tf.linalg.transpose(parts, tf.constant(order)), tf.constant(joined));
  }

  @SuppressWarnings("unchecked") // the type is looked at
  private Output<TFloat32> features(String name) {
    Output<?> found = tensor("features", name);
    if (found.dataType() != DataType.DT_FLOAT) {
      throw new IllegalArgumentException(
          "features: expected float32 but %s is %s".formatted(name, found.dataType()));
    }
    return (Output<TFloat32>) found;
  }

  /** The same with the model's variables of floats among the weights. */
  private TunableGraph withVariables() {
    Set<String> own = weights.trainable().stream().map(Weight::name).collect(Collectors.toSet());
    for (LoadedVariable variable : flattened.variables()) {
      if (variable.isFloats()) {
        VarHandleOp handle = new VarHandleOp(graph.operationOrThrow(variable.name()));
        weights.adopt(variable.name(), variable.shape(), handle);
      }
    }
    return new TunableGraph(flattened, front, graph, weights, own, inputs, outputs);
  }
}
