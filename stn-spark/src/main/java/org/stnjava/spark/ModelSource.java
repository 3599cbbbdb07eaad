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
 * Where an executor finds the model that the driver saw.
 *
 * @param identity of the model
 * @param archive with its folder, if the driver sends it; null if executors see it themselves
 */
record ModelSource(Identity identity, @Nullable Broadcast<byte[]> archive) implements Serializable {

  /**
   * What tells models apart.
   *
   * @param path as every machine can take it
   * @param digest of what the driver saw there
   */
  record Identity(String path, String digest) implements Serializable {

    /** Whether the other one stands at the same path with other contents. */
    boolean replacedBy(Identity other) {
      return path.equals(other.path) && !digest.equals(other.digest);
    }
  }

  /**
   * Loads it, to be closed.
   *
   * @throws IllegalStateException if it is not here, or another one is
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

  /** Loads it from a folder that is not needed any more then. */
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
    return LoadedModel.open(folder, DriverModel.TAGS, NativeThreads.ofThisProcess());
  }
}
