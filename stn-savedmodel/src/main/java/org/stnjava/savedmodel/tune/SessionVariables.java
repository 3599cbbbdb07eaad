package org.stnjava.savedmodel.tune;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.python.CheckpointKeys;
import org.stnjava.savedmodel.python.SaveSlots;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;

/**
 * Moves values between the variables of an installed graph and those that its model saves.
 *
 * @param model with the session
 * @param flattened the part of the graph that comes from the model
 * @param prefix of the installed graph's nodes
 */
record SessionVariables(LoadedModel model, FlattenedSignature flattened, String prefix) {

  /** Reads the variables that are not of floats. */
  void readOthers(Map<String, Tensor> values) {
    for (LoadedVariable variable : flattened.variables()) {
      if (!variable.isFloats()) {
        values.put(
            variable.name(), model.bundle().session().runner().fetch(value(variable)).run().get(0));
      }
    }
  }

  /** Writes the tuned values to the variables that the model saves in place of this graph's. */
  void writeBack() {
    List<Operation> writes = new ArrayList<>();
    Set<String> resources = new LinkedHashSet<>(model.restoredKeys().keySet());
    for (LoadedVariable variable : flattened.variables()) {
      if (variable.isCopy()) {
        writes.add(
            operation(
                "Assign",
                "write/" + variable.node(),
                variable.dtype(),
                List.of(output(variable.node()), value(variable))));
      } else {
        resources.add(variable.node());
      }
    }
    copies(resources)
        .forEach(
            (saved, variable) -> {
              DataType dtype = dtype(variable);
              writes.add(
                  operation(
                      "AssignVariableOp",
                      "write/" + saved,
                      dtype,
                      List.of(output(saved), read(variable, dtype))));
            });
    run(writes);
  }

  /** The variables of this graph by the variables that are saved for them, each of these once. */
  private Map<String, String> copies(Set<String> resources) {
    if (resources.isEmpty()) {
      return Map.of();
    }
    MetaGraphDef definition = model.definition();
    Map<String, String> copies =
        SaveSlots.copies(definition, CheckpointKeys.read(model.folder(), definition), resources);
    SaveSlots.saved(definition, model.restoredKeys())
        .forEach((variable, saved) -> copies.put(saved, variable));
    return copies;
  }

  /** Copies the values of reference variables to the resource variables that replace them. */
  void takeReferenceVariables() {
    List<Operation> takes = new ArrayList<>();
    for (LoadedVariable variable : flattened.variables()) {
      if (variable.isCopy()) {
        Output<?> value =
            operation(
                    "Identity",
                    "take/value/" + variable.node(),
                    variable.dtype(),
                    List.of(output(variable.node())))
                .output(0);
        takes.add(
            operation(
                "AssignVariableOp",
                "take/" + variable.node(),
                variable.dtype(),
                List.of(output(prefix + variable.name()), value)));
      }
    }
    run(takes);
  }

  private void run(List<Operation> operations) {
    if (!operations.isEmpty()) {
      Session.Runner runner = model.bundle().session().runner();
      operations.forEach(runner::addTarget);
      runner.run().close();
    }
  }

  private Output<?> value(LoadedVariable variable) {
    return read(prefix + variable.name(), variable.dtype());
  }

  private Output<?> read(String resource, DataType dtype) {
    return operation("ReadVariableOp", "read/" + resource, dtype, List.of(output(resource)))
        .output(0);
  }

  private DataType dtype(String variable) {
    return model.bundle().graph().operationOrThrow(variable).attributes().getAttrType("dtype");
  }

  /** An operation on variables, added to the graph at its first use. */
  private GraphOperation operation(
      String type, String name, DataType dtype, List<Output<?>> inputs) {
    Graph graph = model.bundle().graph();
    synchronized (graph) {
      GraphOperation present = graph.operation(prefix + name);
      if (present != null) {
        return present;
      }
      GraphOperationBuilder builder =
          graph.opBuilder(type, prefix + name, Ops.create(graph).scope());
      inputs.forEach(builder::addInput);
      return builder.setAttr(type.contains("Variable") ? "dtype" : "T", dtype).build();
    }
  }

  private Output<?> output(String name) {
    return model.bundle().graph().outputOrThrow(name);
  }
}
