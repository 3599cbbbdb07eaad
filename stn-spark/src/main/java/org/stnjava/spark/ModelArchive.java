package org.stnjava.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;
import org.apache.spark.sql.SparkSession;

/** A model's folder as an archive that Spark brings to every executor. */
final class ModelArchive {

  /** What was sent already: the application's identity and the archive's name. */
  private static final Set<String> SENT = ConcurrentHashMap.newKeySet();

  private ModelArchive() {}

  /** Sends a model to all executors that there are and will be, once an application. */
  static void ship(SparkSession session, DriverModel model) {
    SparkContext context = session.sparkContext();
    String name = name(model.digest());
    if (SENT.add(context.applicationId() + "/" + name)) {
      context.addArchive(zip(model.folder()).toUri() + "#" + name);
    }
  }

  /** The folder on this executor. */
  static Path folder(String digest) {
    return Path.of(SparkFiles.get(name(digest)));
  }

  private static String name(String digest) {
    return "stn-model-" + digest;
  }

  private static Path zip(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
      Path archive = Files.createTempFile("stn-model", ".zip");
      archive.toFile().deleteOnExit();
      try (OutputStream out = Files.newOutputStream(archive);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        for (Path file : files) {
          zip.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
          Files.copy(file, zip);
        }
      }
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be packed for the executors", e);
    }
  }
}
