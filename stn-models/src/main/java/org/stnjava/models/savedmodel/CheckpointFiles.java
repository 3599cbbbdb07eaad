package org.stnjava.models.savedmodel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.tensorflow.proto.BundleEntryProto;

/** The files below {@code variables/}, which hold a SavedModel's weights. */
final class CheckpointFiles {

  private static final String FOLDER = "variables";
  private static final String PREFIX = "variables";

  private CheckpointFiles() {}

  /**
   * Reads the index and compares the data files with its checksums.
   *
   * @param model the SavedModel's folder
   * @param variables how many variables the graph has; with none the files may be absent
   * @throws IllegalArgumentException if a file is missing, cut off or damaged
   */
  static CheckpointIndex read(Path model, int variables) {
    Path folder = model.resolve(FOLDER);
    Path file = folder.resolve(PREFIX + ".index");
    if (Files.isRegularFile(file)) {
      CheckpointIndex index = CheckpointIndex.read(file);
      checkData(folder, index);
      return index;
    }
    if (variables == 0) {
      return new CheckpointIndex(Map.of(), 0);
    }
    throw new IllegalArgumentException(
        file
            + ": expected the index of the values of "
            + variables
            + (variables == 1 ? " variable" : " variables")
            + " but the "
            + (Files.isDirectory(folder) ? "file" : "folder " + FOLDER)
            + " is missing");
  }

  private static void checkData(Path folder, CheckpointIndex index) {
    for (int shard = 0; shard < index.shards(); shard++) {
      String name =
          String.format(Locale.ROOT, "%s.data-%05d-of-%05d", PREFIX, shard, index.shards());
      Map<String, BundleEntryProto> entries = index.entries(shard);
      checkLength(folder.resolve(name), end(entries.values()));
      try {
        CheckpointData.check(folder.resolve(name), entries);
      } catch (IOException e) {
        throw new UncheckedIOException(
            folder.resolve(name) + ": cannot be read: " + e.getMessage(), e);
      }
    }
  }

  private static long end(Collection<BundleEntryProto> entries) {
    return entries.stream().mapToLong(entry -> entry.getOffset() + entry.getSize()).max().orElse(0);
  }

  private static void checkLength(Path file, long expected) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          file + ": expected " + expected + " bytes of values but the file is missing");
    }
    try {
      long size = Files.size(file);
      if (size < expected) {
        throw new IllegalArgumentException(
            file + ": expected " + expected + " bytes of values but it is cut off at " + size);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
