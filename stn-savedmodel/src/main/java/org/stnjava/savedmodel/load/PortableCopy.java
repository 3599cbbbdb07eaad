package org.stnjava.savedmodel.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.stnjava.savedmodel.format.Assets;
import org.stnjava.savedmodel.format.SavedModelFile;
import org.stnjava.savedmodel.proto.Attributes;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/**
 * A temporary folder with a model as TensorFlow for Java can load it, <b>to be closed</b> after
 * loading.
 *
 * <p>TensorFlow for Java runs the initializers of tables once more than other loaders do, without
 * the paths of assets, and parses no text form with fields that it does not know. Here the graph is
 * in binary form and holds the paths of its assets; variables and assets are links.
 *
 * @param folder that holds saved_model.pb
 */
record PortableCopy(Path folder) implements AutoCloseable {

  /** Links that a copy has, beside its own saved_model.pb. */
  private static final List<String> LINKS = List.of("variables", Assets.FOLDER);

  /** Whether a model has what such a copy is made for. */
  static boolean helps(Path model) {
    return Files.isDirectory(model.resolve(Assets.FOLDER))
        || !Files.exists(model.resolve(SavedModelFile.NAME));
  }

  /** Makes the copy. */
  static PortableCopy of(Path model) {
    try {
      Path folder = Files.createTempDirectory("saved_model");
      PortableCopy copy = new PortableCopy(folder);
      try {
        SavedModel.Builder changed = SavedModelFile.read(model).toBuilder();
        changed.getMetaGraphsBuilderList().forEach(graph -> setPaths(graph, model));
        Files.write(folder.resolve(SavedModelFile.NAME), changed.build().toByteArray());
        for (String name : LINKS) {
          if (Files.isDirectory(model.resolve(name))) {
            Files.createSymbolicLink(folder.resolve(name), model.resolve(name).toAbsolutePath());
          }
        }
        return copy;
      } catch (IOException | RuntimeException e) {
        copy.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(model + ": cannot be copied: " + e.getMessage(), e);
    }
  }

  /** Writes the paths of assets into the constants that hold them. */
  private static void setPaths(MetaGraphDef.Builder graph, Path model) {
    Map<String, String> paths = new HashMap<>();
    for (AssetFileDef asset : Assets.of(model, graph.build())) {
      Path file = model.resolve(Assets.FOLDER).resolve(asset.getFilename()).toAbsolutePath();
      paths.put(TensorName.nodeOf(asset.getTensorInfo().getName()), file.toString());
    }
    GraphDef.Builder changed = graph.getGraphDefBuilder();
    for (NodeDef.Builder node : changed.getNodeBuilderList()) {
      String path = paths.get(node.getName());
      if (path != null && node.getOp().equals("Const")) {
        node.putAllAttr(Attributes.constantText(path));
      }
    }
    graph.clearAssetFileDef().removeCollectionDef(Assets.COLLECTION);
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be deleted: " + e.getMessage(), e);
    }
  }
}
