package org.stnjava.spark;

import java.io.Serializable;
import java.nio.file.Path;
import org.stnjava.models.savedmodel.LoadedModel;

/**
 * Where an executor finds the model that the driver saw.
 *
 * @param path as it was given
 * @param digest of the model that the driver saw
 * @param shipped whether Spark sent it
 */
record ModelSource(String path, String digest, boolean shipped) implements Serializable {

  /** Whether the other one stands at the same path with other contents. */
  boolean replacedBy(ModelSource other) {
    return path.equals(other.path) && !digest.equals(other.digest);
  }

  /**
   * Loads it, to be closed.
   *
   * @throws IllegalStateException if it is not here, or another one is
   */
  LoadedModel load() {
    try {
      Path folder = shipped ? ModelArchive.folder(digest) : ModelFolder.local(path);
      if (!ModelFolder.digest(folder).equals(digest)) {
        throw new IllegalArgumentException(
            "%s: expected the model that the driver sees but got another one".formatted(folder));
      }
      return LoadedModel.open(folder, DriverModel.TAGS, NativeThreads.ofThisProcess());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("modelPath: %s".formatted(e.getMessage()), e);
    }
  }
}
