package org.stnjava.savedmodel.format;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stnjava.savedmodel.description.ModelDescription.SavedTensor;
import org.stnjava.savedmodel.proto.ProtoTypes;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;

/**
 * The index of a checkpoint: the position of each tensor in its data files.
 *
 * @param entries by key, in the order of the keys
 * @param shards the number of data files
 */
public record CheckpointIndex(Map<String, BundleEntryProto> entries, int shards) {

  /** How the keys of parts of a divided tensor start. */
  private static final String PART = "\0";

  public CheckpointIndex {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /**
   * Reads an {@code .index} file.
   *
   * @throws IllegalArgumentException if it is cut off, damaged or of another format
   */
  static CheckpointIndex read(Path file) {
    try {
      return parse(SortedTable.parse(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    } catch (SortedTable.Malformed e) {
      throw new IllegalArgumentException(
          file + ": expected the index of a checkpoint but " + e.getMessage(), e);
    }
  }

  /** Gives the entries whose values lie in one of the data files, in the order of their keys. */
  Map<String, BundleEntryProto> entries(int shard) {
    Map<String, BundleEntryProto> chosen = new LinkedHashMap<>();
    entries.forEach(
        (key, entry) -> {
          if (entry.getShardId() == shard) {
            chosen.put(key, entry);
          }
        });
    return chosen;
  }

  /** Describes the tensors, in the order of their keys; parts of others are left out. */
  public List<SavedTensor> tensors() {
    return entries.entrySet().stream()
        .filter(row -> !row.getKey().startsWith(PART))
        .map(
            row ->
                new SavedTensor(
                    row.getKey(),
                    ProtoTypes.dtype(row.getValue().getDtype()),
                    ProtoTypes.sizes(row.getValue().getShape()),
                    row.getValue().getSize()))
        .toList();
  }

  private static CheckpointIndex parse(Map<String, ByteString> table) throws SortedTable.Malformed {
    Map<String, BundleEntryProto> entries = new LinkedHashMap<>();
    int shards = 0;
    try {
      for (Map.Entry<String, ByteString> row : table.entrySet()) {
        if (row.getKey().isEmpty()) {
          shards = BundleHeaderProto.parseFrom(row.getValue()).getNumShards();
        } else {
          entries.put(row.getKey(), BundleEntryProto.parseFrom(row.getValue()));
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new SortedTable.Malformed("one of its entries is damaged");
    }
    return new CheckpointIndex(entries, shards);
  }
}
