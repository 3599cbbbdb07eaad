package org.stnjava.spark;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/** The folder of a model on this machine. */
final class ModelFolder {

  private static final String GRAPH = "saved_model.pb";

  /**
   * The files that identify a model: the graph, the index of the weights with checksums, assets.
   */
  private static final Pattern IDENTIFYING =
      Pattern.compile("saved_model\\.pb(txt)?|variables/variables\\.index|assets/.*");

  /** Local copies by address and modification time. */
  private static final Map<String, Path> COPIES = new ConcurrentHashMap<>();

  private ModelFolder() {}

  /**
   * Returns a local folder with the model.
   *
   * @param path a local path, or the address of another file system, from which the model is copied
   *     once
   * @throws IllegalArgumentException if the file system is unknown or has no such folder
   */
  static Path local(String path) {
    org.apache.hadoop.fs.Path address = new org.apache.hadoop.fs.Path(path);
    URI uri = address.toUri();
    if (uri.getScheme() == null) {
      return Path.of(path);
    }
    return uri.getScheme().equals("file") ? Path.of(uri.getPath()) : copy(address);
  }

  /** Makes a local path absolute; leaves addresses as they are. */
  static String absolute(String path) {
    boolean address = new org.apache.hadoop.fs.Path(path).toUri().getScheme() != null;
    return address ? path : Path.of(path).toAbsolutePath().normalize().toString();
  }

  /**
   * Computes a digest of the model.
   *
   * @return a hexadecimal digest of graph, weights and assets
   * @throws IllegalArgumentException if the folder does not exist
   */
  static String digest(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          folder + ": expected a folder with " + GRAPH + " but there is none");
    }
    Hasher hasher = Hashing.sha256().newHasher();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (IDENTIFYING.matcher(name).matches()) {
          byte[] bytes = Files.readAllBytes(file);
          hasher.putUnencodedChars(name).putInt(bytes.length).putBytes(bytes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be read", e);
    }
    return hasher.hash().toString();
  }

  private static Path copy(org.apache.hadoop.fs.Path address) {
    try {
      FileSystem files =
          address.getFileSystem(SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf()));
      FileStatus graph = files.getFileStatus(new org.apache.hadoop.fs.Path(address, GRAPH));
      return COPIES.computeIfAbsent(
          address + "@" + graph.getModificationTime(), key -> download(files, address));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s: expected a folder with saved_model.pb that can be read but got: %s"
              .formatted(address, e.getMessage()),
          e);
    }
  }

  private static Path download(FileSystem files, org.apache.hadoop.fs.Path address) {
    try {
      Path folder = Files.createTempDirectory("stn-model").resolve(address.getName());
      files.copyToLocalFile(false, address, new org.apache.hadoop.fs.Path(folder.toUri()), true);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(address + ": cannot be copied to this machine", e);
    }
  }
}
