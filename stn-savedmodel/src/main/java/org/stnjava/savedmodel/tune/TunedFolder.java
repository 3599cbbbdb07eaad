package org.stnjava.savedmodel.tune;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.stnjava.savedmodel.format.Fingerprint;
import org.stnjava.savedmodel.format.SavedModelFile;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.proto.TensorName;
import org.stnjava.savedmodel.python.SaveSlots;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/**
 * Writes a model with the current values of its variables.
 *
 * <p>Graph, signatures, Python's objects and assets are copied as they are, but where {@link
 * VariableRestorer} had to read variables: there signatures read the variables that the restore
 * function fills, so that any loader runs what was written. The checksum is computed again, as
 * Python's fingerprint covers the old values too.
 */
final class TunedFolder {

  private static final String VARIABLES = "variables";
  private static final Set<String> LEFT_OUT = Set.of(VARIABLES, Fingerprint.NAME);

  /** The attribute that names nodes to be placed beside, and how such a name starts. */
  private static final String COLOCATION = "_class";

  private static final String BESIDE = "loc:@";

  private TunedFolder() {}

  /** Writes into an empty folder. */
  static void write(LoadedModel model, Path folder) throws IOException {
    MetaGraphDef graph = model.bundle().metaGraphDef();
    Map<String, String> saved = SaveSlots.saved(graph, model.restoredKeys());
    try (Stream<Path> files = Files.list(model.folder())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!LEFT_OUT.contains(String.valueOf(file.getFileName()))) {
          copy(file, folder.resolve(file.getFileName()));
        }
      }
    }
    if (!saved.isEmpty()) {
      redirect(folder, Set.copyOf(model.description().tags()), saved);
    }
    Path variables = Files.createDirectory(folder.resolve(VARIABLES));
    model.bundle().session().save(variables.resolve(VARIABLES).toString());
    Fingerprint.write(folder);
  }

  /** Copies contents, those behind links too, but no permissions: what is written is changed. */
  private static void copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
      all = walk.toList();
    }
    for (Path path : all) {
      Path copy = to.resolve(from.relativize(path));
      if (Files.isDirectory(path)) {
        Files.createDirectory(copy);
      } else {
        try (InputStream content = Files.newInputStream(path)) {
          Files.copy(content, copy);
        }
      }
    }
  }

  /** Lets the graph with the given tags read other variables. */
  private static void redirect(Path folder, Set<String> tags, Map<String, String> variables)
      throws IOException {
    SavedModel.Builder model = SavedModelFile.read(folder).toBuilder();
    for (MetaGraphDef.Builder graph : model.getMetaGraphsBuilderList()) {
      if (tags.equals(Set.copyOf(graph.getMetaInfoDef().getTagsList()))) {
        graph.setGraphDef(redirected(graph.getGraphDef(), variables));
      }
    }
    Files.write(folder.resolve(SavedModelFile.NAME), model.build().toByteArray());
    Files.deleteIfExists(folder.resolve(SavedModelFile.TEXT_NAME));
  }

  private static GraphDef redirected(GraphDef graph, Map<String, String> variables) {
    GraphDef.Builder changed = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      if (!variables.containsKey(node.getName())) {
        NodeDef.Builder copy = node.toBuilder().clearInput();
        node.getInputList().forEach(input -> copy.addInput(renamed(input, variables)));
        if (node.containsAttr(COLOCATION)) {
          copy.putAttr(COLOCATION, renamed(node.getAttrOrThrow(COLOCATION), variables));
        }
        changed.addNode(copy);
      }
    }
    return changed.build();
  }

  private static String renamed(String input, Map<String, String> nodes) {
    String node = TensorName.nodeOf(input);
    return TensorName.withNode(input, nodes.getOrDefault(node, node));
  }

  private static AttrValue renamed(AttrValue colocation, Map<String, String> nodes) {
    AttrValue.Builder copy = colocation.toBuilder();
    copy.getListBuilder().clearS();
    for (ByteString beside : colocation.getList().getSList()) {
      String node = beside.toStringUtf8().replaceFirst("^" + BESIDE, "");
      copy.getListBuilder().addS(ByteString.copyFromUtf8(BESIDE + nodes.getOrDefault(node, node)));
    }
    return copy.build();
  }
}
