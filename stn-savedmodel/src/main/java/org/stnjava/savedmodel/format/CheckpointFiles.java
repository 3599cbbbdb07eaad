package org.stnjava.savedmodel.format;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;

/** The files of a checkpoint: an index, and the data files that it refers to. */
public final class CheckpointFiles {

  private static final String FOLDER = "variables";
  private static final String PREFIX = "variables";
  private static final String INDEX = ".index";

  /** The key of the graph of objects. */
  private static final String OBJECTS = "_CHECKPOINTABLE_OBJECT_GRAPH";

  private CheckpointFiles() {}

  /**
   * Reads the index and compares the data files with its checksums.
   *
   * @param model the SavedModel's folder
   * @param variables how many variables the graph has; with none the files may be absent
   * @throws IllegalArgumentException if a file is missing, cut off or damaged
   */
  public static CheckpointIndex read(Path model, int variables) {
    Path folder = model.resolve(FOLDER);
    Path file = indexFile(prefix(model));
    if (Files.isRegularFile(file)) {
      return read(prefix(model));
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

  /**
   * Reads an index and compares it with its data files.
   *
   * @param prefix what the names of all files begin with
   * @throws IllegalArgumentException if a file is missing, cut off or damaged
   */
  public static CheckpointIndex read(Path prefix) {
    CheckpointIndex index = index(prefix);
    for (int shard = 0; shard < index.shards(); shard++) {
      Path data = data(prefix, shard, index.shards());
      Map<String, BundleEntryProto> entries = index.entries(shard);
      checkLength(data, end(entries.values()));
      try {
        CheckpointData.check(data, entries);
      } catch (IOException e) {
        throw new UncheckedIOException(data + ": cannot be read: " + e.getMessage(), e);
      }
    }
    return index;
  }

  /**
   * Reads an index alone; the values are not compared with their checksums.
   *
   * @param prefix what the names of all files begin with
   * @throws IllegalArgumentException if the file is missing, cut off or damaged
   */
  public static CheckpointIndex index(Path prefix) {
    Path file = indexFile(prefix);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          file + ": expected the index of a checkpoint but the file is missing");
    }
    return CheckpointIndex.read(file);
  }

  /** What the names of the files of a SavedModel's values begin with. */
  public static Path prefix(Path model) {
    return model.resolve(FOLDER).resolve(PREFIX);
  }

  private static Path indexFile(Path prefix) {
    return prefix.resolveSibling(prefix.getFileName() + INDEX);
  }

  /**
   * Reads the graph of the objects whose values a model's checkpoint holds.
   *
   * @param model the SavedModel's folder
   * @param index of its checkpoint
   * @return an empty graph if the checkpoint was not written of objects
   * @throws IllegalArgumentException if it is damaged
   */
  public static TrackableObjectGraph objects(Path model, CheckpointIndex index) {
    BundleEntryProto entry = index.entries().get(OBJECTS);
    if (entry == null) {
      return TrackableObjectGraph.getDefaultInstance();
    }
    Path data = data(prefix(model), entry.getShardId(), index.shards());
    try {
      return TrackableObjectGraph.parseFrom(CheckpointData.string(data, entry));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          "%s: expected the graph of objects in %s but it is damaged".formatted(data, OBJECTS), e);
    } catch (IOException e) {
      throw new UncheckedIOException(data + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Path data(Path prefix, int shard, int shards) {
    return prefix.resolveSibling(
        String.format(Locale.ROOT, "%s.data-%05d-of-%05d", prefix.getFileName(), shard, shards));
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
