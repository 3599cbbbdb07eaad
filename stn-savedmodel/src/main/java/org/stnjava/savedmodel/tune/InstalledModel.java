package org.stnjava.savedmodel.tune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.stnjava.data.file.StagedFolder;
import org.stnjava.models.layer.Weights;
import org.stnjava.savedmodel.export.TensorFlowFiles;
import org.stnjava.savedmodel.load.GraphCopies;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.proto.Attributes;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Op;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * A {@link TunableModel}'s graph in the session of its model, <b>to be closed</b> before the model;
 * the tunable model may be closed earlier.
 */
public final class InstalledModel implements AutoCloseable {

  private static final String RELEASE = "release";
  private static final String VARIABLE = "VarHandleOp";

  private final TunableModel source;
  private final LoadedModel model;
  private final Tuning tuning;
  private final SessionVariables variables;
  private boolean closed;
  private final GraphCopies.Copy copy;
  private final String prefix;

  private InstalledModel(TunableModel source, GraphCopies.Copy copy) {
    this.source = source;
    this.model = source.model();
    this.tuning = source.tuning();
    this.copy = copy;
    this.prefix = copy.prefix() + "/";
    this.variables = new SessionVariables(model, source.flattened(), prefix);
  }

  /**
   * Adds a graph to the model's session.
   *
   * @param owner the copy whose variables this one uses in place of its own, where names are equal
   */
  static InstalledModel of(
      TunableModel source, GraphDef definition, Optional<InstalledModel> owner) {
    GraphCopies copies = source.model().copies();
    GraphCopies.Copy copy =
        owner
            .map(
                it ->
                    copies.take(
                        withVariablesOf(it.copy.prefix(), definition, source),
                        (graph, prefix) -> freeing(graph, Set.of())))
            .orElseGet(
                () ->
                    copies.take(
                        definition,
                        (graph, prefix) ->
                            freeing(withVariablesOf(prefix, graph, source), added(graph, source))));
    InstalledModel installed = new InstalledModel(source, copy);
    installed.variables.takeReferenceVariables();
    return installed;
  }

  /** Gives variables that are not the model's the names of a copy in the session. */
  private static GraphDef withVariablesOf(String prefix, GraphDef graph, TunableModel source) {
    Set<String> shared = names(source, variable -> !variable.isCopy());
    GraphDef.Builder named = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      boolean isOwn = node.getOp().equals(VARIABLE) && !shared.contains(node.getName());
      named.addNode(
          isOwn
              ? node.toBuilder()
                  .putAttr("shared_name", Attributes.text(prefix + "/" + node.getName()))
                  .build()
              : node);
    }
    return named.build();
  }

  private static Set<String> names(TunableModel source, Predicate<LoadedVariable> which) {
    return source.flattened().variables().stream()
        .filter(which)
        .map(LoadedVariable::name)
        .collect(Collectors.toSet());
  }

  /** The variables that were added to the model. */
  private static Set<String> added(GraphDef graph, TunableModel source) {
    Set<String> loaded = names(source, variable -> true);
    return graph.getNodeList().stream()
        .filter(node -> node.getOp().equals(VARIABLE))
        .map(NodeDef::getName)
        .filter(name -> !loaded.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Adds the operation that frees some variables. */
  private static GraphDef freeing(GraphDef graph, Set<String> variables) {
    GraphDef.Builder freeing = graph.toBuilder();
    NodeDef.Builder release = NodeDef.newBuilder().setName(RELEASE).setOp("NoOp");
    for (String variable : variables) {
      String free = RELEASE + "/" + variable;
      freeing.addNode(
          NodeDef.newBuilder()
              .setName(free)
              .setOp("DestroyResourceOp")
              .putAttr("ignore_lookup_error", Attributes.flag(true))
              .addInput(variable));
      release.addInput("^" + free);
    }
    return freeing.addNode(release).build();
  }

  /**
   * Frees the variables that were added to the model, if this copy owns them. The copy's nodes,
   * which TensorFlow cannot remove, serve the next copy of the same graph. Does nothing after the
   * model is closed, or the second time.
   */
  @Override
  public void close() {
    if (!closed && !model.isClosed()) {
      session().runner().addTarget(prefix + RELEASE).run().close();
      model.copies().release(copy);
    }
    closed = true;
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
      variables.writeBack();
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
      variables.readOthers(others);
      ExtendedModel.write(inference, weights(inference.weights()).read(session()), others, folder);
    } finally {
      others.values().forEach(Tensor::close);
    }
  }
}
