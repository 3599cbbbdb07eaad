package org.stnjava.savedmodel.description;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
   * A graph with its signatures.
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
      List<SignatureDescription> signatures,
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
    public MetaGraph with(SignatureDescription signature) {
      List<SignatureDescription> more = new ArrayList<>(signatures);
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
    public SignatureDescription signature(String name) {
      return signatures.stream()
          .filter(signature -> signature.name().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "signature: expected one of %s but got '%s'"
                          .formatted(
                              signatures.stream().map(SignatureDescription::name).toList(), name)));
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
