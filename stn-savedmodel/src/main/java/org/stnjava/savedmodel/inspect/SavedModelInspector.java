package org.stnjava.savedmodel.inspect;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.stnjava.savedmodel.description.ModelDescription;
import org.stnjava.savedmodel.description.ModelDescription.Function;
import org.stnjava.savedmodel.description.ModelDescription.MetaGraph;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.format.Assets;
import org.stnjava.savedmodel.format.CheckpointFiles;
import org.stnjava.savedmodel.format.CheckpointIndex;
import org.stnjava.savedmodel.format.Fingerprint;
import org.stnjava.savedmodel.format.SavedModelFile;
import org.stnjava.savedmodel.proto.ProtoTypes;
import org.stnjava.savedmodel.python.CheckpointKeys;
import org.stnjava.savedmodel.python.Placeholders;
import org.stnjava.savedmodel.python.PythonFunctions;
import org.stnjava.savedmodel.python.VariableFinder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * Reads what a SavedModel holds without loading it: no graph, no session, nothing is run.
 *
 * <p>Values are compared with their checksums, and the graph with TensorFlow's list of operations.
 * What TensorFlow would load all the same becomes a warning of the description.
 *
 * <pre>{@code
 * ModelDescription model = SavedModelInspector.inspect(Path.of("saved_models/mnist-affine/1"));
 * model.metaGraphs().get(0).signatures().forEach(s -> System.out.println(s.name()));
 * }</pre>
 */
public final class SavedModelInspector {

  private SavedModelInspector() {}

  /**
   * Describes all graphs of a SavedModel.
   *
   * @param folder that holds saved_model.pb or saved_model.pbtxt
   * @return what is in it
   * @throws IllegalArgumentException if a file is missing, cut off, damaged or of another format;
   *     the message is one line and names the file, what was expected and what came
   */
  public static ModelDescription inspect(Path folder) {
    SavedModel model = SavedModelFile.read(folder);
    return describe(folder, model, model.getMetaGraphsList());
  }

  /**
   * Describes the graph with the given tags.
   *
   * @param folder that holds saved_model.pb or saved_model.pbtxt
   * @param tags all tags of the graph, in any order
   * @return what is in it, with one graph
   * @throws IllegalArgumentException as {@link #inspect(Path)}, and if no graph has these tags
   */
  public static ModelDescription inspect(Path folder, Set<String> tags) {
    SavedModel model = SavedModelFile.read(folder);
    List<MetaGraphDef> chosen =
        model.getMetaGraphsList().stream()
            .filter(graph -> Set.copyOf(graph.getMetaInfoDef().getTagsList()).equals(tags))
            .toList();
    if (chosen.isEmpty()) {
      List<String> there =
          model.getMetaGraphsList().stream()
              .map(graph -> graph.getMetaInfoDef().getTagsList().toString())
              .toList();
      throw new IllegalArgumentException(
          "tags: expected those of a graph in "
              + folder
              + ", "
              + String.join(" or ", there)
              + ", but got "
              + new TreeSet<>(tags));
    }
    return describe(folder, model, chosen);
  }

  private static ModelDescription describe(
      Path folder, SavedModel model, List<MetaGraphDef> chosen) {
    int variables = chosen.stream().mapToInt(VariableFinder::count).max().orElse(0);
    CheckpointIndex index = CheckpointFiles.read(folder, variables);
    List<MetaGraph> graphs = chosen.stream().map(graph -> graph(folder, graph, index)).toList();
    List<String> warnings =
        Stream.concat(
                Fingerprint.warning(folder, model).stream(),
                graphs.stream().flatMap(graph -> Assets.warnings(folder, graph.assets()).stream()))
            .distinct()
            .toList();
    return new ModelDescription(
        folder.toString(), model.getSavedModelSchemaVersion(), graphs, index.tensors(), warnings);
  }

  private static MetaGraph graph(Path folder, MetaGraphDef graph, CheckpointIndex index) {
    Path file = SavedModelFile.of(folder);
    MetaGraphDef callable = PythonFunctions.asSignatures(graph);
    Placeholders placeholders = new Placeholders(callable.getGraphDef());
    List<SignatureDescription> signatures =
        callable.getSignatureDefMap().entrySet().stream()
            .filter(entry -> !entry.getKey().startsWith(PythonFunctions.INTERNAL))
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> signature(entry.getKey(), entry.getValue(), placeholders))
            .toList();
    GraphCheck.check(file, callable.getGraphDef(), signatures);
    return new MetaGraph(
        graph.getMetaInfoDef().getTagsList(),
        graph.getMetaInfoDef().getTensorflowVersion(),
        signatures,
        VariableFinder.find(graph, CheckpointKeys.read(folder, graph, index)),
        Assets.names(file, graph),
        functions(graph.getGraphDef()),
        operations(graph.getGraphDef()),
        RuntimeRequirements.find(graph),
        TransformerFinder.find(graph.getGraphDef(), signatures));
  }

  private static SignatureDescription signature(
      String name, SignatureDef signature, Placeholders placeholders) {
    List<TensorDescription> inputs =
        tensors(signature.getInputsMap()).stream().map(placeholders::withShape).toList();
    List<TensorDescription> outputs = tensors(signature.getOutputsMap());
    return new SignatureDescription(
        name,
        signature.getMethodName(),
        inputs,
        outputs,
        placeholders.defaults(inputs),
        placeholders.needed(inputs, outputs));
  }

  private static List<TensorDescription> tensors(Map<String, TensorInfo> tensors) {
    return tensors.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry ->
                new TensorDescription(
                    entry.getKey(),
                    node(entry.getValue()),
                    ProtoTypes.dtype(entry.getValue().getDtype()),
                    ProtoTypes.shape(entry.getValue().getTensorShape())))
        .toList();
  }

  private static String node(TensorInfo tensor) {
    return tensor.hasCooSparse() ? tensor.getCooSparse().getValuesTensorName() : tensor.getName();
  }

  private static List<Function> functions(GraphDef graph) {
    return graph.getLibrary().getFunctionList().stream()
        .map(
            function ->
                new Function(
                    function.getSignature().getName(),
                    function.getSignature().getInputArgCount(),
                    function.getSignature().getOutputArgCount(),
                    function.getNodeDefCount()))
        .sorted(Comparator.comparing(Function::name))
        .toList();
  }

  private static Map<String, Integer> operations(GraphDef graph) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    RuntimeRequirements.nodes(graph).forEach(node -> counts.merge(node.getOp(), 1, Integer::sum));
    Map<String, Integer> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEachOrdered(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
