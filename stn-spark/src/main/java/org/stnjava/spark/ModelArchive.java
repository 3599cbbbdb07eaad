package org.stnjava.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * A model's folder as an archive that Spark sends to the executors.
 *
 * <p>It is a broadcast variable, because in Spark 4 the tasks of a session cannot read the files
 * and archives of a context.
 */
final class ModelArchive {

  /** The broadcasts by application and the model's digest. */
  private static final Map<String, Broadcast<byte[]>> SENT = new ConcurrentHashMap<>();

  private ModelArchive() {}

  /**
   * Broadcasts a model, once an application.
   *
   * @throws IllegalArgumentException if the archive has more than 2 GB
   */
  static Broadcast<byte[]> ship(SparkSession session, DriverModel model) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    return SENT.computeIfAbsent(
        context.sc().applicationId() + "/" + model.digest(),
        key -> context.broadcast(pack(model.folder())));
  }

  private static byte[] pack(Path folder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Stream<Path> walk = Files.walk(folder);
        ZipOutputStream zip = new ZipOutputStream(bytes)) {
      List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be packed for the executors", e);
    } catch (OutOfMemoryError e) {
      throw new IllegalArgumentException(
          "modelAccess: expected a model of up to 2 GB that fits into the driver's heap but "
              + folder
              + " does not; put it where every machine sees it",
          e);
    }
    return bytes.toByteArray();
  }

  /**
   * Unpacks an archive on an executor.
   *
   * @param folder where to put the files
   */
  static void unpack(byte[] archive, Path folder) {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IllegalStateException(entry.getName() + " is outside of the archive");
        }
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": a model cannot be unpacked there", e);
    }
  }
}
