package org.stnjava.savedmodel.tune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stnjava.data.file.StagedFolder;
import org.stnjava.models.layer.Weights;
import org.stnjava.savedmodel.export.TensorFlowFiles;
import org.stnjava.savedmodel.load.GraphCopies;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.proto.Attributes;
import org.stnjava.savedmodel.python.CheckpointKeys;
import org.stnjava.savedmodel.python.SaveSlots;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;

/** A {@link TunableModel}'s graph in the session of its model, which closes it. */
public final class InstalledModel {

  private static final String RELEASE = "release";

  private final TunableModel source;
  private final LoadedModel model;
  private final Tuning tuning;
  private final FlattenedSignature flattened;
  private final GraphCopies.Copy copy;
  private final String prefix;

  private InstalledModel(TunableModel source, GraphCopies.Copy copy) {
    this.source = source;
    this.model = source.model();
    this.tuning = source.tuning();
    this.flattened = source.flattened();
    this.copy = copy;
    this.prefix = copy.prefix() + "/";
  }

  static InstalledModel of(TunableModel source, GraphDef definition) {
    Set<String> shared =
        source.flattened().variables().stream()
            .filter(variable -> !variable.isCopy())
            .map(LoadedVariable::name)
            .collect(Collectors.toSet());
    GraphCopies.Copy copy =
        source
            .model()
            .copies()
            .take(definition, (graph, prefix) -> withOwnVariables(graph, prefix, shared));
    InstalledModel installed = new InstalledModel(source, copy);
    installed.takeReferenceVariables();
    return installed;
  }

  /** Gives variables that are not the model's names of their own in the session, and frees them. */
  private static GraphDef withOwnVariables(GraphDef graph, String prefix, Set<String> shared) {
    GraphDef.Builder owning = graph.toBuilder().clearNode();
    NodeDef.Builder release = NodeDef.newBuilder().setName(RELEASE).setOp("NoOp");
    for (NodeDef node : graph.getNodeList()) {
      if (!node.getOp().equals("VarHandleOp") || shared.contains(node.getName())) {
        owning.addNode(node);
        continue;
      }
      String free = RELEASE + "/" + node.getName();
      owning.addNode(
          node.toBuilder().putAttr("shared_name", Attributes.text(prefix + "/" + node.getName())));
      owning.addNode(
          NodeDef.newBuilder()
              .setName(free)
              .setOp("DestroyResourceOp")
              .putAttr("ignore_lookup_error", Attributes.flag(true))
              .addInput(node.getName()));
      release.addInput("^" + free);
    }
    return owning.addNode(release).build();
  }

  /** Frees the variables that are not the model's; the copy serves the next of its kind. */
  void release() {
    if (!model.isClosed()) {
      session().runner().addTarget(prefix + RELEASE).run().close();
      model.copies().release(copy);
    }
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
   * The session's graph.
   *
   * @return the model's
   */
  public Graph graph() {
    return model.bundle().graph();
  }

  /**
   * What the names of the copy begin with.
   *
   * @return a name that ends in a slash
   */
  public String prefix() {
    return prefix;
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
    requireSavable(model, tuning);
  }

  /**
   * Checks that a model can be written once it is tuned.
   *
   * @param model the model
   * @param tuning what is opened and added
   * @throws IllegalArgumentException if its graph has no operation that saves its variables, and
   *     nothing is added to it
   */
  public static void requireSavable(LoadedModel model, Tuning tuning) {
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
    for (LoadedVariable variable : flattened.variables()) {
      if (!variable.isFloats()) {
        values.put(variable.name(), session().runner().fetch(value(variable)).run().get(0));
      }
    }
  }

  /** Gives the tuned values to the variables that are saved for those of this graph. */
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

  /** Gives the resources that stand for reference variables their values. */
  private void takeReferenceVariables() {
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
      Session.Runner runner = session().runner();
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
