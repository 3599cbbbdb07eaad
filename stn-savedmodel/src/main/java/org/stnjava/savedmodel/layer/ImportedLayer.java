package org.stnjava.savedmodel.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.Mode;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.savedmodel.graph.TrainingForm;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.proto.TensorName;
import org.stnjava.savedmodel.tune.Tuning;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A loaded SavedModel, or a part of it, as a layer of any network.
 *
 * <pre>{@code
 * ImportedLayer backbone;
 * try (LoadedModel model = LoadedModel.open(folder)) {
 *   backbone = ImportedLayer.of(model, "image", "global_average_pooling2d").withFrozen("^stem/");
 * }
 * Layer network = backbone.then(Layers.dense("fc", 10));
 * }</pre>
 *
 * <p>The model's variables of floats become weights of the scope, with their names in Python behind
 * the layer's name and with the values that they have in the loaded model; other variables become
 * constants. What Python does not train, the moving averages of batch norms, and what is
 * {@linkplain #withFrozen frozen} is state. A layer that is applied several times has its weights
 * once. It holds copies of all it needs: the model may be closed.
 *
 * <p>Batch norms stay as they were saved, by their moving averages, unless {@link #withBatchNorm}
 * says otherwise. What the model assigns in a call is left out.
 */
public final class ImportedLayer implements Layer {

  private static final String NAME = "imported";

  private final String name;
  private final ImportedGraph graph;
  private final List<ImportedVariable> variables;
  private final Mode batchNorm;

  private ImportedLayer(
      String name, ImportedGraph graph, List<ImportedVariable> variables, Mode batchNorm) {
    this.name = name;
    this.graph = graph;
    this.variables = List.copyOf(variables);
    this.batchNorm = batchNorm;
  }

  /**
   * A part of the signature {@code serving_default}, or of the only one.
   *
   * @param model may be closed after this
   * @param input what the layer reads, see {@link #of(LoadedModel, Tuning, String, String)}
   * @param output what the layer gives
   * @return the layer
   * @throws IllegalArgumentException as {@link #of(LoadedModel, Tuning, String, String)}
   */
  public static ImportedLayer of(LoadedModel model, String input, String output) {
    return of(model, Tuning.of(ImportedGraph.onlySignature(model)), input, output);
  }

  /**
   * A part of a signature.
   *
   * @param model may be closed after this
   * @param tuning the signature, with values for placeholders that never change, and the form of
   *     its batch norms in training, see {@link #withBatchNorm}; without layers around it
   * @param input what the layer reads: an input of the signature, or a tensor within as {@code
   *     NODE}, {@code NODE:INDEX}, the last parts of such a name, or a Keras layer
   * @param output what the layer gives: an output of the signature, or a tensor within
   * @return the layer
   * @throws IllegalArgumentException if there is no such signature or tensor, a tensor is not of
   *     float32, the output needs other inputs than this one, or what lies between them has loops,
   *     branches that the input decides, tables, or variables that a call changes and then reads
   */
  public static ImportedLayer of(LoadedModel model, Tuning tuning, String input, String output) {
    ImportedGraph graph = ImportedGraph.of(model, tuning, input, output);
    return new ImportedLayer(NAME, graph, graph.variables(), tuning.mode());
  }

  /**
   * The same layer under another name.
   *
   * @param other the name before its weights' names, unique in its scope
   * @return a copy
   */
  public ImportedLayer withName(String other) {
    return new ImportedLayer(other, graph, variables, batchNorm);
  }

  /**
   * The same layer with some weights frozen: state, which optimizers do not update.
   *
   * @param names a regular expression, found anywhere in a weight's name in the model
   * @return a copy
   * @throws IllegalArgumentException if it finds no weight
   */
  public ImportedLayer withFrozen(String names) {
    return freezing("frozen", names, Pattern.compile(names).asPredicate());
  }

  /**
   * The same layer with all weights frozen but some.
   *
   * @param names a regular expression, found anywhere in a weight's name in the model
   * @return a copy
   * @throws IllegalArgumentException if it finds no weight
   */
  public ImportedLayer withTrained(String names) {
    return freezing("trained", names, Pattern.compile(names).asPredicate().negate());
  }

  private ImportedLayer freezing(String argument, String names, Predicate<String> frozen) {
    Pattern pattern = Pattern.compile(names);
    if (weights().stream().noneMatch(weight -> pattern.matcher(weight).find())) {
      throw new IllegalArgumentException(
          "%s: expected an expression that finds some of %s but '%s' finds none"
              .formatted(argument, weights(), names));
    }
    List<ImportedVariable> chosen =
        variables.stream().map(it -> frozen.test(it.name()) ? it.frozen() : it).toList();
    return new ImportedLayer(name, graph, chosen, batchNorm);
  }

  /**
   * The same layer with another form of batch norm in training.
   *
   * @param form {@link Mode#TRAINING} for the batch's own mean and variance where the network is
   *     built in training form, whose steps then move the averages by 1 %, Keras' default
   * @return a copy
   */
  public ImportedLayer withBatchNorm(Mode form) {
    return new ImportedLayer(name, graph, variables, form);
  }

  /**
   * Names the weights that are trained.
   *
   * @return names in the model, without the scope's prefix and the layer's name
   */
  public List<String> weights() {
    return variables.stream()
        .filter(ImportedVariable::trained)
        .map(ImportedVariable::name)
        .toList();
  }

  /**
   * The shape of what the layer reads.
   *
   * @return as the model declares it
   */
  public Shape inputShape() {
    return graph.inputShape();
  }

  /**
   * The shape of what the layer gives for an input of {@link #inputShape}.
   *
   * @return as TensorFlow infers it
   */
  public Shape outputShape() {
    return graph.outputShape();
  }

  /**
   * Builds the layer.
   *
   * @param x of {@link #inputShape}, or of another size where the model works on any
   * @throws IllegalArgumentException if sizes within the model do not fit to those of x
   */
  @Override
  public Operand<TFloat32> apply(Ops tf, ModelScope scope, Operand<TFloat32> x) {
    graph.requireFit(x.shape(), this::build);
    return build(tf, scope, x);
  }

  private Operand<TFloat32> build(Ops tf, ModelScope scope, Operand<TFloat32> x) {
    ModelScope own = scope.child(name);
    Map<String, Output<?>> values = new LinkedHashMap<>();
    variables.forEach(variable -> values.put(variable.name(), variable.in(own).asOutput()));
    Ops here = tf.withSubScope(name);
    graph.constants().forEach((variable, value) -> values.put(variable, value.in(here)));
    boolean training = scope.mode() == Mode.TRAINING && batchNorm == Mode.TRAINING;
    GraphSection section = training ? graph.training() : graph.inference();
    SectionBuilder builder = new SectionBuilder(here, values);
    builder.build(section, x.asOutput());
    section.averages().forEach(average -> move(own, average, builder));
    return floats(builder.tensor(section.output()));
  }

  /** Moves an average after each step, each application of the layer after the one before. */
  private void move(ModelScope scope, TrainingForm.Moving average, SectionBuilder builder) {
    Operand<TFloat32> batch = floats(builder.tensor(TensorName.parse(average.batch())));
    for (ImportedVariable variable : variables) {
      if (variable.name().equals(average.variable())) {
        Weight moving = variable.stateIn(scope);
        scope.onStep(
            tf -> {
              Operand<TFloat32> old = moving.read(tf);
              Operand<TFloat32> share = tf.constant(TrainingForm.SHARE);
              return moving.update(
                  tf, tf.math.add(old, tf.math.mul(tf.math.sub(batch, old), share)));
            });
      }
    }
  }

  @SuppressWarnings("unchecked") // the type was looked at when the model was read
  private static Output<TFloat32> floats(Output<?> tensor) {
    return (Output<TFloat32>) tensor;
  }
}
