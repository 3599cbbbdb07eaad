package org.stnjava.models.savedmodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.stnjava.models.layer.Weights;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.family.TType;

/** A {@link TunableModel}'s graph in the session of its model, which closes it. */
public final class InstalledModel {

  private final LoadedModel model;
  private final Draft draft;
  private final String prefix;
  private final Weights weights;

  private InstalledModel(LoadedModel model, Draft draft, String prefix, Weights weights) {
    this.model = model;
    this.draft = draft;
    this.prefix = prefix;
    this.weights = weights;
  }

  static InstalledModel of(LoadedModel model, Draft draft, Weights weights, GraphDef definition) {
    Graph graph = model.bundle().graph();
    String name = "tuned";
    for (int number = 1; graph.operation(name + "/installed") != null; number++) {
      name = "tuned_" + number;
    }
    Ops.create(graph).withSubScope(name).withName("installed").noOp();
    graph.importGraphDef(definition, name);
    InstalledModel installed =
        new InstalledModel(model, draft, name + "/", weights.in(graph, name + "/"));
    installed.takeReferenceVariables();
    return installed;
  }

  /**
   * The session to run in.
   *
   * @return the model's
   */
  public Session session() {
    return model.bundle().session();
  }

  /**
   * Finds in the session what was built before.
   *
   * @param original an operand of {@link TunableModel#graph()}
   * @return the name of its copy, to be fed and fetched
   */
  public String name(Operand<?> original) {
    return prefix + original.op().name() + ":" + original.asOutput().index();
  }

  /**
   * Finds in the session what was built before.
   *
   * @param original an operation of {@link TunableModel#graph()}
   * @return the name of its copy, to be run
   */
  public String name(Op original) {
    return prefix + original.op().name();
  }

  /**
   * The weights, to be read and written in the session.
   *
   * @return the model's variables of floats, and what was added
   */
  public Weights weights() {
    return weights;
  }

  /** Gives the tuned values to the variables that are saved for those of this graph. */
  void writeBack() {
    Graph graph = model.bundle().graph();
    Ops tf = Ops.create(graph);
    List<Op> writes = new ArrayList<>();
    Map<String, LoadedVariable> byNode = new HashMap<>();
    for (LoadedVariable variable : draft.variables()) {
      byNode.put(variable.node(), variable);
      if (variable.isCopy()) {
        writes.add(tf.assign(output(variable.node()), value(tf, variable)));
      }
    }
    SaveSlots.copies(model.bundle().metaGraphDef(), byNode.keySet())
        .forEach(
            (copy, variable) ->
                writes.add(
                    tf.assignVariableOp(
                        output(copy), value(tf, Objects.requireNonNull(byNode.get(variable))))));
    run(writes);
  }

  /** Gives the resources that stand for reference variables their values. */
  private void takeReferenceVariables() {
    Ops tf = Ops.create(model.bundle().graph());
    List<Op> takes = new ArrayList<>();
    for (LoadedVariable variable : draft.variables()) {
      if (variable.isCopy()) {
        takes.add(
            tf.assignVariableOp(
                output(prefix + variable.name()), tf.identity(output(variable.node()))));
      }
    }
    run(takes);
  }

  private void run(List<Op> operations) {
    if (!operations.isEmpty()) {
      Session.Runner runner = session().runner();
      operations.forEach(runner::addTarget);
      runner.run().close();
    }
  }

  private Output<TType> value(Ops tf, LoadedVariable variable) {
    return tf.scope()
        .opBuilder("ReadVariableOp", "tuned")
        .addInput(output(prefix + variable.name()))
        .setAttr("dtype", variable.dtype())
        .build()
        .output(0);
  }

  @SuppressWarnings("unchecked") // only handed on
  private Output<TType> output(String name) {
    return (Output<TType>) model.bundle().graph().outputOrThrow(name);
  }
}
