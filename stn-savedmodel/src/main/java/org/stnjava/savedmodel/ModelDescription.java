package org.stnjava.savedmodel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.types.family.TType;

/**
 * What a SavedModel folder holds, as plain data.
 *
 * @param path the folder as it was named
 * @param schemaVersion of saved_model.pb: 1 from Python, 0 from TensorFlow Java
 * @param metaGraphs the graphs, each under its own set of tags
 * @param checkpoint the tensors of the variables' files; empty if there are none
 * @param warnings what is wrong with the folder though TensorFlow loads it, a line each: a model
 *     that is not the one of its fingerprint, an asset that is missing
 */
public record ModelDescription(
    String path,
    long schemaVersion,
    List<MetaGraph> metaGraphs,
    List<SavedTensor> checkpoint,
    List<String> warnings) {

  public ModelDescription {
    warnings = List.copyOf(warnings);
    metaGraphs = List.copyOf(metaGraphs);
    checkpoint = List.copyOf(checkpoint);
  }

  /**
   * A graph with the ways to call it.
   *
   * @param tags what it is loaded by, {@code serve} as a rule
   * @param tensorflowVersion that wrote it; empty from TensorFlow Java
   * @param signatures in the order of their names
   * @param variables in the order of the graph
   * @param assets file names below {@code assets/}
   * @param functions of its library, in the order of their names
   * @param operations how many nodes of each operation, functions included, most frequent first
   * @param needs what it needs around it to run
   * @param spatialTransformers where spatial transformers seem to be; a guess from names and
   *     patterns
   */
  public record MetaGraph(
      List<String> tags,
      String tensorflowVersion,
      List<Signature> signatures,
      List<Variable> variables,
      List<String> assets,
      List<Function> functions,
      Map<String, Integer> operations,
      Needs needs,
      List<TransformerSite> spatialTransformers) {

    public MetaGraph {
      tags = List.copyOf(tags);
      signatures = List.copyOf(signatures);
      variables = List.copyOf(variables);
      assets = List.copyOf(assets);
      functions = List.copyOf(functions);
      operations = Collections.unmodifiableMap(new LinkedHashMap<>(operations));
      spatialTransformers = List.copyOf(spatialTransformers);
    }

    /** The same with one more signature. */
    MetaGraph with(Signature signature) {
      List<Signature> more = new ArrayList<>(signatures);
      more.add(signature);
      return new MetaGraph(
          tags,
          tensorflowVersion,
          more,
          variables,
          assets,
          functions,
          operations,
          needs,
          spatialTransformers);
    }

    /**
     * Describes one way to call the graph.
     *
     * @param name of the signature
     * @return the signature
     * @throws IllegalArgumentException if there is none of that name
     */
    public Signature signature(String name) {
      return signatures.stream()
          .filter(signature -> signature.name().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "signature: expected one of %s but got '%s'"
                          .formatted(signatures.stream().map(Signature::name).toList(), name)));
    }
  }

  /**
   * A named way to call a graph.
   *
   * @param name the key to call it by
   * @param methodName what TensorFlow Serving takes it for
   * @param inputs in the order of their names
   * @param outputs in the order of their names
   * @param defaults values that inputs have when they are left out, as text, by the inputs' names
   * @param feeds placeholders that the outputs need and that are no inputs; to be fed by node
   */
  public record Signature(
      String name,
      String methodName,
      List<Tensor> inputs,
      List<Tensor> outputs,
      Map<String, String> defaults,
      List<Tensor> feeds) {

    public Signature {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
      feeds = List.copyOf(feeds);
    }

    /**
     * Lists the inputs that have no default value.
     *
     * @return in the order of their names
     */
    public List<Tensor> requiredInputs() {
      return inputs.stream().filter(input -> !defaults.containsKey(input.name())).toList();
    }

    /**
     * Describes an input.
     *
     * @param input its name
     * @return the input
     * @throws IllegalArgumentException if there is none of that name
     */
    public Tensor input(String input) {
      return named("input", inputs, input);
    }

    /**
     * Describes an output.
     *
     * @param output its name
     * @return the output
     * @throws IllegalArgumentException if there is none of that name
     */
    public Tensor output(String output) {
      return named("output", outputs, output);
    }

    private Tensor named(String argument, List<Tensor> tensors, String wanted) {
      return tensors.stream()
          .filter(tensor -> tensor.name().equals(wanted))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "%s: expected a name of signature %s, one of %s, but got '%s'"
                          .formatted(
                              argument,
                              name,
                              tensors.stream().map(Tensor::name).toList(),
                              wanted)));
    }
  }

  /**
   * An input or output of a signature.
   *
   * @param name the key in the signature
   * @param node the tensor in the graph, {@code node:index}
   * @param dtype as NumPy names it, such as {@code float32}
   * @param shape the sizes, −1 for one that is open; null, as in JSON, if not even the rank is
   *     known
   */
  public record Tensor(String name, String node, String dtype, @Nullable List<Long> shape) {

    public Tensor {
      shape = shape == null ? null : List.copyOf(shape);
    }

    /**
     * Gives the class of its tensors.
     *
     * @return empty if TensorFlow Java has none for the dtype
     */
    public Optional<Class<? extends TType>> type() {
      return InputTensors.type(dtype);
    }

    /**
     * Says whether a value of some sizes fits.
     *
     * @param sizes of the value, all known
     * @return true if the ranks agree and each size that is not open
     */
    public boolean admits(long... sizes) {
      if (shape == null) {
        return true;
      }
      boolean fits = shape.size() == sizes.length;
      for (int i = 0; fits && i < sizes.length; i++) {
        fits = shape.get(i) < 0 || shape.get(i) == sizes[i];
      }
      return fits;
    }

    /**
     * Names the type and the shape.
     *
     * @return such as {@code float32 [-1, 28, 28, 1]}
     */
    public String typeAndShape() {
      return dtype + (shape == null ? " of any shape" : " " + shape);
    }
  }

  /**
   * A variable of a graph.
   *
   * @param name as its program named it; several may have the same one
   * @param key of its value in the checkpoint; empty if it is not saved there
   * @param dtype as NumPy names it
   * @param shape the sizes; null, as in JSON, if the rank is not known
   */
  public record Variable(String name, String key, String dtype, @Nullable List<Long> shape) {

    public Variable {
      shape = shape == null ? null : List.copyOf(shape);
    }
  }

  /**
   * A tensor in the checkpoint.
   *
   * @param key that it is saved by
   * @param dtype as NumPy names it
   * @param shape the sizes
   * @param bytes in the data file
   */
  public record SavedTensor(String key, String dtype, List<Long> shape, long bytes) {

    public SavedTensor {
      shape = List.copyOf(shape);
    }
  }

  /**
   * A place where a spatial transformer seems to be.
   *
   * @param kind {@code signature}, {@code sampler} (gathers at floored coordinates), or the
   *     operation that warps
   * @param where the signature, or the prefix that the nodes' names share, after its function and a
   *     colon
   * @param evidence what was seen there
   * @param theta the tensor that seems to hold θ, after its function and a colon; empty if none was
   *     found
   */
  public record TransformerSite(String kind, String where, String evidence, String theta) {}

  /**
   * A function of a graph's library.
   *
   * @param name that nodes call it by
   * @param inputs how many it takes
   * @param outputs how many it gives
   * @param nodes how many it has
   */
  public record Function(String name, int inputs, int outputs, int nodes) {}

  /**
   * What a graph needs around it to run.
   *
   * @param devices that nodes are pinned to; those that are missing are replaced when {@link
   *     LoadedModel} runs it
   * @param gpu reasons to want a GPU; none if the graph was made for any machine
   * @param initializers nodes that are run after loading
   * @param tables look-up tables, with their types
   * @param unknownOperations that this TensorFlow does not define: they want a library
   */
  public record Needs(
      List<String> devices,
      List<String> gpu,
      List<String> initializers,
      List<String> tables,
      List<String> unknownOperations) {

    public Needs {
      devices = List.copyOf(devices);
      gpu = List.copyOf(gpu);
      initializers = List.copyOf(initializers);
      tables = List.copyOf(tables);
      unknownOperations = List.copyOf(unknownOperations);
    }
  }
}
