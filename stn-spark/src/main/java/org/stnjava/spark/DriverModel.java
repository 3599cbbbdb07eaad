package org.stnjava.spark;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.stnjava.savedmodel.description.ModelDescription.MetaGraph;
import org.stnjava.savedmodel.inspect.SavedModelInspector;
import org.stnjava.savedmodel.load.LoadedModel;
import org.tensorflow.SavedModelBundle;

/**
 * A model as the driver sees it, before any executor has to.
 *
 * @param path as every machine can take it: absolute, or the address of a file system
 * @param folder on the driver's machine
 * @param digest of what is in it
 * @param graph what it holds
 */
record DriverModel(String path, Path folder, String digest, MetaGraph graph) {

  /** The tags of the graph that is called. */
  static final Set<String> TAGS = Set.of(SavedModelBundle.DEFAULT_TAG);

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException if the model is broken; says it as {@code stn inspect} does
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
    try (LoadedModel model = LoadedModel.open(folder, TAGS, NativeThreads.ofThisProcess())) {
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
