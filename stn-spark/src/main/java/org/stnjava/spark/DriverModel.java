package org.stnjava.spark;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.stnjava.savedmodel.description.ModelDescription.MetaGraph;
import org.stnjava.savedmodel.inspect.SavedModelInspector;
import org.stnjava.savedmodel.load.LoadedModel;
import org.tensorflow.SavedModelBundle;

/**
 * The model as the driver reads it, before executors do.
 *
 * @param path valid on every machine: absolute, or the address of a file system
 * @param folder its copy on the driver's machine
 * @param digest of the folder's contents
 * @param graph its description
 */
record DriverModel(String path, Path folder, String digest, MetaGraph graph) {

  /** The tags of the graph to call. */
  static final Set<String> TAGS = Set.of(SavedModelBundle.DEFAULT_TAG);

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException if the model is broken, with the message of {@code stn
   *     inspect}
   */
  static DriverModel inspect(String path) {
    return of(path, folder -> SavedModelInspector.inspect(folder, TAGS).metaGraphs().get(0));
  }

  /**
   * Reads the files and lets TensorFlow load them.
   *
   * @throws IllegalArgumentException if either fails
   */
  static DriverModel load(String path) {
    return of(path, DriverModel::loadOnce);
  }

  private static MetaGraph loadOnce(Path folder) {
    try (LoadedModel model = LoadedModel.open(folder, TAGS, ExecutorModels.threads())) {
      return model.description();
    }
  }

  private static DriverModel of(String path, Function<Path, MetaGraph> reader) {
    try {
      Path folder = ModelFolder.local(path);
      MetaGraph graph = reader.apply(folder);
      return new DriverModel(ModelFolder.absolute(path), folder, ModelFolder.digest(folder), graph);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("modelPath: " + e.getMessage(), e);
    }
  }
}
