package org.stnjava.savedmodel.tune;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.load.LoadedModel;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A flattened model and what is added to it, in one graph.
 *
 * @param draft the model's part
 * @param graph to be closed
 * @param weights the model's variables of floats, and those that were added
 * @param added the names of the latter without their state
 * @param inputs by name
 * @param outputs by name
 */
record Assembly(
    Draft draft,
    Graph graph,
    Weights weights,
    Set<String> added,
    Map<String, Output<?>> inputs,
    Map<String, Output<?>> outputs) {

  /** Builds the front, the model behind it, and the head. */
  static Assembly of(LoadedModel model, Tuning tuning, long seed) {
    SignatureDescription signature = model.signature(tuning.signature());
    Draft draft = Draft.of(model.definition(), signature, tuning);
    Graph graph = new Graph();
    try {
      Weights weights = behindFront(graph, draft, signature, tuning, seed);
      Assembly assembly =
          new Assembly(
              draft, graph, weights, Set.of(), new LinkedHashMap<>(), new LinkedHashMap<>());
      assembly.name(tuning);
      tuning.extensions().head().ifPresent(assembly::buildHead);
      return assembly.withVariables();
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /** An output, or another tensor of the model; the argument is called so in complaints. */
  Output<?> tensor(String argument, String name) {
    Output<?> found = outputs.get(name);
    if (found != null) {
      return found;
    }
    GraphOperation operation = graph.operation(Draft.PREFIX + name);
    if (operation == null) {
      throw new IllegalArgumentException(
          "%s: expected an output, %s, or a tensor of the model but got %s"
              .formatted(argument, outputs.keySet(), name));
    }
    return operation.output(0);
  }

  Optional<Operand<TInt64>> dropoutSeed() {
    return Optional.ofNullable(graph.operation(FrontGraph.DROPOUT_SEED))
        .map(operation -> operation.<TInt64>output(0));
  }

  private static Weights behindFront(
      Graph graph, Draft draft, SignatureDescription signature, Tuning tuning, long seed) {
    try (Graph front = new Graph()) {
      Weights weights = new Weights(front, seed);
      FrontGraph.build(front, weights, signature, tuning);
      weights.stepOperations(Ops.create(front));
      weights.all().forEach(weight -> requireNew(draft, weight.name()));
      graph.importGraphDef(FrontGraph.merge(front.toGraphDef(), draft, tuning));
      return weights.in(graph, "");
    }
  }

  private static void requireNew(Draft draft, String name) {
    if (draft.variables().stream().anyMatch(variable -> variable.name().equals(name))) {
      throw new IllegalArgumentException(
          "name: expected another one for what is added, as the model has a variable " + name);
    }
  }

  private void name(Tuning tuning) {
    draft.inputs().forEach((name, tensor) -> inputs.put(name, graph.outputOrThrow(tensor)));
    draft.outputs().forEach((name, tensor) -> outputs.put(name, graph.outputOrThrow(tensor)));
    tuning
        .extensions()
        .front()
        .ifPresent(front -> inputs.put(front.input(), graph.outputOrThrow(FrontGraph.INPUT)));
  }

  private void buildHead(Tuning.Head head) {
    Ops tf = Ops.create(graph).withSubScope("head");
    ModelScope scope =
        dropoutSeed()
            .map(seed -> ModelScope.training(weights, seed))
            .orElseGet(() -> ModelScope.inference(weights));
    try {
      Operand<TFloat32> y = head.layer().apply(tf, scope, features(head.features()));
      outputs.put(head.output(), y.asOutput());
    } catch (RuntimeException e) {
      draft.variables().stream()
          .map(LoadedVariable::name)
          .filter(name -> String.valueOf(e.getMessage()).contains("'" + name + "'"))
          .forEach(name -> requireNew(draft, name));
      throw e;
    }
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
  private Assembly withVariables() {
    Set<String> own = weights.trainable().stream().map(Weight::name).collect(Collectors.toSet());
    for (LoadedVariable variable : draft.variables()) {
      if (variable.isFloats()) {
        VarHandleOp handle = new VarHandleOp(graph.operationOrThrow(variable.name()));
        weights.adopt(variable.name(), variable.shape(), handle);
      }
    }
    return new Assembly(draft, graph, weights, own, inputs, outputs);
  }
}
