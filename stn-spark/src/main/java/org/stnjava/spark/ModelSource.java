package org.stnjava.spark;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.stnjava.savedmodel.load.LoadedModel;

/**
 * Where an executor loads the model from.
 *
 * @param identity of the model
 * @param archive the model's folder if the driver sends it; null if executors read the path
 */
record ModelSource(Identity identity, @Nullable Broadcast<byte[]> archive) implements Serializable {

  /**
   * Identifies a model.
   *
   * @param path valid on every machine
   * @param digest of the contents, from the driver
   */
  record Identity(String path, String digest) implements Serializable {

    /** Whether another model has the same path and other contents. */
    boolean replacedBy(Identity other) {
      return path.equals(other.path) && !digest.equals(other.digest);
    }
  }

  /**
   * Loads the model, <b>to be closed</b>.
   *
   * @throws IllegalStateException if it does not exist, or differs from the driver's
   */
  LoadedModel load() {
    try {
      return archive == null
          ? open(ModelFolder.local(identity.path()))
          : openUnpacked(archive.value());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("modelPath: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(identity.path() + ": there is no place to unpack it", e);
    }
  }

  /** Loads it from a temporary folder. */
  private LoadedModel openUnpacked(byte[] bytes) throws IOException {
    Path folder = Files.createTempDirectory("stn-model").toRealPath();
    try {
      ModelArchive.unpack(bytes, folder);
      return open(folder);
    } finally {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  private LoadedModel open(Path folder) {
    if (!ModelFolder.digest(folder).equals(identity.digest())) {
      throw new IllegalArgumentException(
          folder + ": expected the model that the driver sees but got another one");
    }
    return LoadedModel.open(folder, DriverModel.TAGS, ExecutorModels.threads());
  }
}
