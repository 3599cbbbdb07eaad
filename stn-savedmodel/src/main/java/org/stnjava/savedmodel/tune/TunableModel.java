package org.stnjava.savedmodel.tune;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weights;
import org.stnjava.savedmodel.load.LoadedModel;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TInt64;

/**
 * A signature of a loaded model as a graph that has gradients, <b>to be closed</b> before the
 * model.
 *
 * <p>Calls of functions are inlined. A loss, gradients and updates are added to {@link #graph()},
 * beside the signature's inputs and outputs, its variables, and what {@link Tuning} adds. {@link
 * #install} then puts all of it into the model's own session, where the variables have their
 * values: the model's signatures use the trained values.
 *
 * <pre>{@code
 * try (LoadedModel model = LoadedModel.open(folder);
 *     TunableModel tunable = TunableModel.open(model, Tuning.of("serving_default"), 0)) {
 *   Output<?> logits = tunable.output("logits");
 *   List<Optional<Output<?>>> gradients = tunable.gradients(logits, List.of(tunable.input("image")));
 * }
 * }</pre>
 */
public final class TunableModel implements AutoCloseable {

  private final LoadedModel model;
  private final Tuning tuning;
  private final TunableGraph assembled;
  private final Graph graph;

  private TunableModel(LoadedModel model, Tuning tuning, TunableGraph assembled) {
    this.model = model;
    this.tuning = tuning;
    this.assembled = assembled;
    this.graph = assembled.graph();
  }

  /**
   * Flattens a signature and builds what is added to it.
   *
   * @param model stays the caller's to close, after this
   * @param tuning what to open and to add
   * @param seed of the first values of what is added
   * @return the graph
   * @throws IllegalArgumentException if the model has no such signature, input, placeholder or
   *     tensor, or a weight that is added has the name of a variable of the model
   */
  public static TunableModel open(LoadedModel model, Tuning tuning, long seed) {
    return new TunableModel(
        model, tuning, TunableGraph.of(model, tuning, seed, ModelScope::inference));
  }

  /**
   * The same signature and extensions in inference form, of operations that every TensorFlow runs.
   */
  TunableModel forExport() {
    return new TunableModel(
        model, tuning, TunableGraph.of(model, tuning.inference(), 0, ModelScope::export));
  }

  /**
   * The graph to build in.
   *
   * @return without a session
   */
  public Graph graph() {
    return graph;
  }

  /**
   * The variables of floats that the signature uses, and the weights that were added.
   *
   * @return in the order of the graph
   */
  public Weights weights() {
    return assembled.weights();
  }

  /**
   * Whether a weight is trained by default.
   *
   * @param name the weight's
   * @return true for added weights and for variables that are trainable, or not declared, in Python
   */
  public boolean isTrainable(String name) {
    return assembled.added().contains(name)
        || flattened().variables().stream()
            .anyMatch(variable -> variable.name().equals(name) && variable.trainable());
  }

  /**
   * An input of the signature.
   *
   * @param name its name
   * @return where to feed it
   * @throws IllegalArgumentException if there is none of that name
   */
  public Output<?> input(String name) {
    return named("input", assembled.inputs(), name);
  }

  /**
   * An output of the signature or of the head.
   *
   * @param name its name
   * @return the tensor
   * @throws IllegalArgumentException if there is none of that name
   */
  public Output<?> output(String name) {
    return named("output", assembled.outputs(), name);
  }

  /**
   * Names the inputs, but for constants and those that no output needs.
   *
   * @return in the signature's order
   */
  public Set<String> inputs() {
    return Collections.unmodifiableSet(assembled.inputs().keySet());
  }

  /**
   * Names the inputs that have to be fed.
   *
   * @return {@link #inputs()} without those that have a default value
   */
  public Set<String> requiredInputs() {
    Set<String> required = new LinkedHashSet<>(assembled.inputs().keySet());
    required.removeAll(model.signature(tuning.signature()).defaults().keySet());
    return required;
  }

  /**
   * Names the outputs.
   *
   * @return the signature's, and what the head adds
   */
  public Set<String> outputs() {
    return Collections.unmodifiableSet(assembled.outputs().keySet());
  }

  /**
   * Names what a head can read besides the outputs.
   *
   * @return the nodes of floats that came from the model
   */
  public Set<String> tensors() {
    Set<String> names = new TreeSet<>();
    graph
        .operations()
        .forEachRemaining(
            operation -> {
              if (operation.name().startsWith(FlattenedSignature.PREFIX)
                  && operation.numOutputs() > 0
                  && operation.output(0).dataType() == DataType.DT_FLOAT) {
                names.add(operation.name().substring(FlattenedSignature.PREFIX.length()));
              }
            });
    return names;
  }

  /**
   * An output, or another tensor of the model.
   *
   * @param name an output's name, or one of {@link #tensors()}
   * @return the tensor
   * @throws IllegalArgumentException if there is none of that name
   */
  public Output<?> tensor(String name) {
    return assembled.tensor("tensor", name);
  }

  /**
   * The seed of dropout in front and head, to be fed in each step.
   *
   * @return {@code [2]}; empty in inference form
   */
  public Optional<Operand<TInt64>> dropoutSeed() {
    return assembled.dropoutSeed();
  }

  /**
   * What a training step has to run for the loaded model: the moving averages of its batch norms.
   * Front and head have {@link Weights#stepOperations} of their own.
   *
   * @return operations; none in inference form
   */
  public List<Op> updates() {
    return flattened().updates().stream()
        .<Op>map(node -> new Target(graph.operationOrThrow(node)))
        .toList();
  }

  /**
   * Counts the batch norms that were put into training form.
   *
   * @return 0 in inference form
   */
  public int batchNorms() {
    return flattened().batchNorms();
  }

  /**
   * Adds the gradients of the sum of a tensor.
   *
   * @param y the tensor, of floats
   * @param xs tensors, or handles of variables
   * @return one for each of {@code xs}; empty if y does not depend on it
   * @throws IllegalArgumentException if no gradient goes through what lies between them; says why
   */
  public List<Optional<Output<?>>> gradients(Output<?> y, List<? extends Output<?>> xs) {
    return Differentiation.gradients(
        graph, new Differentiation.Weighted(y, Optional.empty()), xs, flattened().undecided());
  }

  /**
   * Adds the gradients of the sum of a tensor times an upstream gradient.
   *
   * @param y the tensor, of floats
   * @param upstream of y's type and shape
   * @param xs tensors, or handles of variables
   * @return one for each of {@code xs}; nothing where y does not depend on it
   * @throws IllegalArgumentException if no gradient goes through what lies between them; says why
   */
  public List<Optional<Output<?>>> gradients(
      Output<?> y, Output<?> upstream, List<? extends Output<?>> xs) {
    return Differentiation.gradients(
        graph, new Differentiation.Weighted(y, Optional.of(upstream)), xs, flattened().undecided());
  }

  /**
   * Copies the graph as it is now into the model's session. Variables that were added belong to the
   * copy and have no values yet, but for the model's own.
   *
   * @param rewrite changes the definition before, but no names
   * @return the copy, <b>to be closed</b>
   */
  public InstalledModel install(UnaryOperator<GraphDef> rewrite) {
    return InstalledModel.of(this, rewrite.apply(graph.toGraphDef()), Optional.empty());
  }

  /**
   * Copies the graph as it is now into the model's session, beside the copy of another form of the
   * same signature: variables that were added are those of the other copy, if names are equal.
   *
   * @param rewrite changes the definition before, but no names
   * @param other the copy that owns the variables, such as that of the training form
   * @return the copy, <b>to be closed</b> before the owner
   */
  public InstalledModel installBeside(InstalledModel other, UnaryOperator<GraphDef> rewrite) {
    return InstalledModel.of(this, rewrite.apply(graph.toGraphDef()), Optional.of(other));
  }

  Tuning tuning() {
    return tuning;
  }

  LoadedModel model() {
    return model;
  }

  Optional<FrontGraph> front() {
    return assembled.front();
  }

  FlattenedSignature flattened() {
    return assembled.flattened();
  }

  @Override
  public void close() {
    graph.close();
  }

  private static Output<?> named(String argument, Map<String, Output<?>> all, String name) {
    Output<?> found = all.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "%s: expected one of %s but got %s".formatted(argument, all.keySet(), name));
    }
    return found;
  }

  /** An operation to be run. */
  private record Target(org.tensorflow.Operation op) implements Op {}
}
