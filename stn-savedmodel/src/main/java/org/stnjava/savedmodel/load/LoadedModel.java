package org.stnjava.savedmodel.load;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stnjava.ops.sample.Execution;
import org.stnjava.savedmodel.description.ModelDescription;
import org.stnjava.savedmodel.description.ModelDescription.MetaGraph;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.format.Assets;
import org.stnjava.savedmodel.inspect.SavedModelInspector;
import org.stnjava.savedmodel.python.Placeholders;
import org.stnjava.savedmodel.python.PythonFunctions;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shaped;
import org.tensorflow.proto.MetaGraphDef;

/**
 * A SavedModel of any origin that is loaded to be called, <b>to be closed</b>.
 *
 * <pre>{@code
 * try (LoadedModel model = LoadedModel.open(Path.of("saved_models/mine/1"));
 *     Result outputs = model.call("serving_default", Map.of("image", images))) {
 *   TFloat32 logits = (TFloat32) outputs.get("logits").orElseThrow();
 * }
 * }</pre>
 *
 * <p>Nodes that are pinned to a device which is not there run on another one. Calls may come from
 * several threads; a signature that changes variables changes them for all later calls. After
 * {@link #close} a call throws {@link IllegalStateException}.
 */
public final class LoadedModel implements AutoCloseable {

  private final Path folder;
  private final ModelSession session;
  private final MetaGraphDef definition;
  private final MetaGraph description;
  private final List<String> warnings;
  private final Map<String, String> restoredKeys;
  private final Map<String, TensorDescription> placeholders;

  private LoadedModel(
      Path folder,
      ModelSession session,
      MetaGraphDef definition,
      MetaGraph description,
      List<String> warnings,
      Map<String, String> restoredKeys) {
    this.folder = folder;
    this.session = session;
    this.definition = definition;
    this.description = description;
    this.warnings = warnings;
    this.restoredKeys = restoredKeys;
    placeholders = new Placeholders(definition.getGraphDef()).all();
    placeholders
        .values()
        .removeIf(tensor -> tensor.node().equals(definition.getSaverDef().getFilenameTensorName()));
  }

  /**
   * Loads the graph that is tagged {@code serve}, to be called with {@link Execution#AUTOMATIC}.
   *
   * @param folder that holds saved_model.pb
   * @return the model
   * @throws IllegalArgumentException as {@link #open(Path, Set)}
   */
  public static LoadedModel open(Path folder) {
    return open(folder, Set.of(SavedModelBundle.DEFAULT_TAG));
  }

  /**
   * Loads the graph with the given tags.
   *
   * @param folder that holds saved_model.pb
   * @param tags all tags of the graph, in any order
   * @return the model
   * @throws IllegalArgumentException if the folder holds no SavedModel or a broken one, as {@link
   *     SavedModelInspector#inspect(Path, Set)}, or TensorFlow refuses it
   */
  public static LoadedModel open(Path folder, Set<String> tags) {
    return open(folder, tags, Execution.AUTOMATIC);
  }

  /**
   * Loads the graph with the given tags.
   *
   * @param folder that holds saved_model.pb
   * @param tags all tags of the graph, in any order
   * @param execution {@code PORTABLE} computes samplers by the operations that the model was saved
   *     with; otherwise calls execute a sampler as loops in Java where {@link Execution#AUTOMATIC}
   *     does and the graph shows that this toolkit wrote it. What is saved or trained does not
   *     depend on it.
   * @return the model
   * @throws IllegalArgumentException as {@link #open(Path, Set)}
   */
  public static LoadedModel open(Path folder, Set<String> tags, Execution execution) {
    return open(folder, tags, BundleLoader.ofAllCores(), execution);
  }

  /**
   * Loads the graph with the given tags for callers that share the cores among themselves: each
   * call runs in the thread that makes it, samplers as {@link Execution#PORTABLE}.
   *
   * @param folder that holds saved_model.pb
   * @param tags all tags of the graph, in any order
   * @param threads how many threads may work within an operation, for all calls together; 1 means
   *     the caller's alone. The first model that a process loads decides for all later ones.
   * @return the model
   * @throws IllegalArgumentException as {@link #open(Path, Set)}, and if there are less than 1
   *     threads
   */
  public static LoadedModel open(Path folder, Set<String> tags, int threads) {
    return open(folder, tags, BundleLoader.inCallers(threads), Execution.PORTABLE);
  }

  private static LoadedModel open(
      Path folder, Set<String> tags, BundleLoader loader, Execution execution) {
    ModelDescription model = SavedModelInspector.inspect(folder, tags);
    MetaGraph graph = model.metaGraphs().get(0);
    SavedModelBundle bundle;
    try {
      bundle = loader.load(folder, tags);
    } catch (IllegalArgumentException e) {
      throw Assets.failure(folder, graph.assets(), e).orElse(e);
    }
    try {
      MetaGraphDef definition = PythonFunctions.asSignatures(bundle.metaGraphDef());
      PythonFunctions.addTo(bundle.graph(), definition);
      Map<String, String> restored =
          VariableRestorer.restore(bundle, definition, folder, graph.signatures());
      ModelSession session =
          new ModelSession(folder, bundle, SamplerReplacement.in(bundle.graph(), execution));
      return new LoadedModel(folder, session, definition, graph, model.warnings(), restored);
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  /**
   * Describes the graph.
   *
   * @return tags, signatures, variables and the rest
   */
  public MetaGraph description() {
    return description;
  }

  /**
   * Lists faults of the model's folder that did not prevent loading.
   *
   * @return a line for each, as in {@link ModelDescription#warnings}
   */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * Describes the signatures.
   *
   * @return in the order of their names
   */
  public List<SignatureDescription> signatures() {
    return description.signatures();
  }

  /**
   * Describes a signature.
   *
   * @param name of the signature
   * @return the signature
   * @throws IllegalArgumentException if there is none of that name
   */
  public SignatureDescription signature(String name) {
    return description.signature(name);
  }

  /**
   * Adds a signature made of the graph's tensors, as for a model without signatures.
   *
   * <pre>{@code
   * LoadedModel callable = model.withSignature("logits", List.of("image"), List.of("net/logits"));
   * Result outputs = callable.call("logits", Map.of("image", images));
   * }</pre>
   *
   * @param name of the new signature
   * @param inputs the tensors to feed, as {@code NODE} or {@code NODE:INDEX}, which become the
   *     inputs' names; with none, the placeholders that the outputs depend on
   * @param outputs the tensors to compute, at least one, which become the outputs' names
   * @return the same model with one more signature; both use one session, and closing either closes
   *     it. What is saved of it has the signatures that it was loaded with.
   * @throws IllegalArgumentException if the model has a signature of that name, there are no
   *     outputs, or the graph has no such tensor
   */
  public LoadedModel withSignature(
      String name, Collection<String> inputs, Collection<String> outputs) {
    SignatureDescription signature =
        TensorSignature.of(definition.getGraphDef(), bundle().graph())
            .signature(name, inputs, outputs);
    if (signatures().stream().anyMatch(there -> there.name().equals(name))) {
      throw new IllegalArgumentException(
          "name: expected the name of a new signature but the model has one called " + name);
    }
    return new LoadedModel(
        folder, session, definition, description.with(signature), warnings, restoredKeys);
  }

  /**
   * Describes a placeholder of the graph, in a signature or not.
   *
   * @param node its name, {@code NODE} or {@code NODE:0}
   * @return the placeholder
   * @throws IllegalArgumentException if there is none of that name
   */
  public TensorDescription placeholder(String node) {
    TensorDescription placeholder = placeholders.get(node.replaceFirst(":0$", ""));
    if (placeholder == null) {
      throw new IllegalArgumentException(
          "feed: expected a placeholder of the graph, one of %s, but got '%s'"
              .formatted(placeholders.keySet(), node));
    }
    return placeholder;
  }

  /**
   * Calls a signature.
   *
   * @param signature its name
   * @param inputs a value for each of its inputs, those with a default value may be left out: a
   *     {@link Tensor} of the input's type, or an {@link org.tensorflow.ndarray.NdArray} that is
   *     copied (floats for the half-precision types too; {@code String} or {@code byte[]} for
   *     strings)
   * @return the outputs by name, <b>to be closed</b>
   * @throws IllegalArgumentException if there is no such signature, it has no outputs, or a value
   *     is missing, unknown, or of another type or shape; the model has not run then
   * @throws IllegalStateException if the model is closed, or the call fails within TensorFlow
   */
  public Result call(String signature, Map<String, ? extends Shaped> inputs) {
    return call(signature, inputs, Map.of());
  }

  /**
   * Calls a signature that depends on placeholders that are in no signature.
   *
   * @param signature its name
   * @param inputs a value for each of its inputs, as in {@link #call(String, Map)}
   * @param feeds values of placeholders of the graph, by node; see {@link
   *     SignatureDescription#feeds}
   * @return the outputs by name, <b>to be closed</b>
   * @throws IllegalArgumentException as {@link #call(String, Map)}
   * @throws IllegalStateException if the model is closed, or the call fails within TensorFlow
   */
  public Result call(
      String signature, Map<String, ? extends Shaped> inputs, Map<String, ? extends Shaped> feeds) {
    SignatureDescription called = signature(signature);
    requireReadable(called);
    try (CallArguments arguments = arguments(called, inputs, feeds)) {
      return session.run(called, arguments.byNode());
    }
  }

  private CallArguments arguments(
      SignatureDescription called,
      Map<String, ? extends Shaped> inputs,
      Map<String, ? extends Shaped> feeds) {
    CallArguments arguments = new CallArguments();
    try {
      inputs.forEach((name, value) -> arguments.put(called.input(name), value));
      feeds.forEach((node, value) -> arguments.put(placeholder(node), value));
      arguments.require("input", "signature " + called.name() + " takes", called.requiredInputs());
      arguments.require(
          "feed", "signature " + called.name() + " needs without naming it", called.feeds());
      return arguments;
    } catch (RuntimeException e) {
      arguments.close();
      throw e;
    }
  }

  /** {@return the folder that it was loaded from} */
  public Path folder() {
    return folder;
  }

  /** {@return the graph with its signatures, including those made of Python's functions} */
  public MetaGraphDef definition() {
    return definition;
  }

  /** {@return TensorFlow's graph and session, which stay the model's to close} */
  public SavedModelBundle bundle() {
    return session.bundle();
  }

  /** {@return what tuners add to the graph; internal} */
  public GraphCopies copies() {
    return session.copies();
  }

  /**
   * The checkpoint keys of the variables that TensorFlow's own restore function leaves out.
   *
   * @return by the variables' nodes; internal
   */
  public Map<String, String> restoredKeys() {
    return restoredKeys;
  }

  /** {@return whether {@link #close} was called} */
  public boolean isClosed() {
    return session.isClosed();
  }

  /**
   * Refuses further calls, waits for those in flight, and frees the model. A second call does
   * nothing.
   */
  @Override
  public void close() {
    session.close();
  }

  private static void requireReadable(SignatureDescription called) {
    if (called.outputs().isEmpty()) {
      throw new IllegalArgumentException(
          "signature %s: expected outputs to compute but it has none".formatted(called.name()));
    }
    called
        .outputs()
        .forEach(
            output -> {
              if (output.type().isEmpty()) {
                throw new IllegalArgumentException(
                    "signature %s: expected outputs of types that TensorFlow Java has but %s is %s"
                        .formatted(called.name(), output.name(), output.dtype()));
              }
            });
  }
}
