package org.stnjava.savedmodel.tune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stnjava.data.file.StagedFolder;
import org.stnjava.models.layer.Weights;
import org.stnjava.savedmodel.export.TensorFlowFiles;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.python.CheckpointKeys;
import org.stnjava.savedmodel.python.SaveSlots;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.types.family.TType;

/** A {@link TunableModel}'s graph in the session of its model, which closes it. */
public final class InstalledModel {

  private final TunableModel source;
  private final LoadedModel model;
  private final Tuning tuning;
  private final Draft draft;
  private final String prefix;

  private InstalledModel(TunableModel source, String prefix) {
    this.source = source;
    this.model = source.model();
    this.tuning = source.tuning();
    this.draft = source.draft();
    this.prefix = prefix;
  }

  static InstalledModel of(TunableModel source, GraphDef definition) {
    LoadedModel model = source.model();
    Graph graph = model.bundle().graph();
    String name = "tuned";
    for (int number = 1; graph.operation(name + "/installed") != null; number++) {
      name = "tuned_" + number;
    }
    Ops.create(graph).withSubScope(name).withName("installed").noOp();
    graph.importGraphDef(definition, name);
    InstalledModel installed = new InstalledModel(source, name + "/");
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
   * Finds in the session the weights that were made before.
   *
   * @param original weights of {@link TunableModel#graph()}
   * @return the same, to be read and written in the session
   */
  public Weights weights(Weights original) {
    return original.in(model.bundle().graph(), prefix);
  }

  /**
   * Writes the model with the values that its variables have now, whole or not at all.
   *
   * <p>As it was loaded, with all its signatures; or, if something was added, the signature that
   * was opened together with that, and {@code theta} and {@code warp} of a transformer.
   *
   * @param out a new folder in one that exists
   * @throws IllegalArgumentException if the folder exists or its parent does not, and as {@link
   *     #requireSavable()}
   * @throws java.io.UncheckedIOException if writing fails
   */
  public void save(Path out) {
    requireSavable();
    if (tuning.isExtended()) {
      StagedFolder.write("out", out, TensorFlowFiles.writtenBy(this::writeExtended));
    } else {
      writeBack();
      StagedFolder.write(
          "out", out, TensorFlowFiles.writtenBy(folder -> TunedFolder.write(model, folder)));
    }
  }

  /**
   * Checks that the model can be written, before time is spent on its values.
   *
   * @throws IllegalArgumentException if its graph has no operation that saves its variables, and
   *     nothing was added to it
   */
  public void requireSavable() {
    if (!tuning.isExtended() && model.definition().getSaverDef().getSaveTensorName().isEmpty()) {
      throw new IllegalArgumentException(
          "out: expected a model whose graph can save its variables but it has no operation for it");
    }
  }

  private void writeExtended(Path folder) throws IOException {
    Map<String, Tensor> others = new HashMap<>();
    try (TunableModel inference = source.forExport()) {
      readOthers(others);
      ExtendedModel.write(inference, weights(inference.weights()).read(session()), others, folder);
    } finally {
      others.values().forEach(Tensor::close);
    }
  }

  /** Reads the variables that are not of floats. */
  private void readOthers(Map<String, Tensor> values) {
    Ops tf = Ops.create(model.bundle().graph());
    for (LoadedVariable variable : draft.variables()) {
      if (!variable.isFloats()) {
        values.put(variable.name(), session().runner().fetch(value(tf, variable)).run().get(0));
      }
    }
  }

  /** Gives the tuned values to the variables that are saved for those of this graph. */
  void writeBack() {
    Graph graph = model.bundle().graph();
    Ops tf = Ops.create(graph);
    List<Op> writes = new ArrayList<>();
    Set<String> resources = new LinkedHashSet<>(model.restoredKeys().keySet());
    for (LoadedVariable variable : draft.variables()) {
      if (variable.isCopy()) {
        writes.add(tf.assign(output(variable.node()), value(tf, variable)));
      } else {
        resources.add(variable.node());
      }
    }
    copies(resources)
        .forEach(
            (copy, variable) -> {
              DataType dtype = graph.operationOrThrow(variable).attributes().getAttrType("dtype");
              writes.add(tf.assignVariableOp(output(copy), read(tf, variable, dtype)));
            });
    run(writes);
  }

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
    return read(tf, prefix + variable.name(), variable.dtype());
  }

  private Output<TType> read(Ops tf, String resource, DataType dtype) {
    return tf.scope()
        .opBuilder("ReadVariableOp", "tuned")
        .addInput(output(resource))
        .setAttr("dtype", dtype)
        .build()
        .output(0);
  }

  @SuppressWarnings("unchecked") // only handed on
  private Output<TType> output(String name) {
    return (Output<TType>) model.bundle().graph().outputOrThrow(name);
  }
}
