package org.stnjava.savedmodel.format;

import com.google.protobuf.ByteString;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.stnjava.savedmodel.proto.ProtoTypes;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.TensorShapeProto;

/** A data file of a checkpoint, which holds the values. */
final class CheckpointData {

  private static final int CHUNK = 1 << 20;

  private CheckpointData() {}

  /**
   * Compares the values with their checksums in the index.
   *
   * @param file the data file, as long as the entries ask for
   * @param entries those of the index that lie in this file, by key
   * @throws IllegalArgumentException if a value is damaged
   */
  static void check(Path file, Map<String, BundleEntryProto> entries) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (Map.Entry<String, BundleEntryProto> row : entries.entrySet()) {
        BundleEntryProto entry = row.getValue();
        if (entry.getSlicesCount() == 0 && !matches(channel, entry)) {
          throw new IllegalArgumentException(
              "%s: expected the values that the index has the checksums of but those of %s are others: the file is damaged"
                  .formatted(file, row.getKey()));
        }
      }
    }
  }

  /**
   * Reads a string.
   *
   * @param file the data file that holds it
   * @param entry of the index, of one string
   * @throws IllegalArgumentException if it is damaged
   */
  static ByteString string(Path file, BundleEntryProto entry) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer in = read(channel, entry);
      int length = Math.toIntExact(SortedTable.varint(in));
      in.getInt(); // the checksum of the length
      return ByteString.copyFrom(in, length);
    } catch (ArithmeticException
        | BufferUnderflowException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(file + ": expected a string but it is damaged", e);
    }
  }

  private static boolean matches(FileChannel channel, BundleEntryProto entry) throws IOException {
    int expected = entry.getCrc32C();
    return switch (entry.getDtype()) {
      case DT_STRING -> strings(read(channel, entry), entry.getShape()) == expected;
      case DT_VARIANT -> true;
      default -> numbers(channel, entry) == expected;
    };
  }

  private static int numbers(FileChannel channel, BundleEntryProto entry) throws IOException {
    MaskedCrc32c sum = new MaskedCrc32c();
    long end = entry.getOffset() + entry.getSize();
    for (long from = entry.getOffset(); from < end; from += CHUNK) {
      sum.add(read(channel, from, (int) Math.min(CHUNK, end - from)));
    }
    return sum.masked();
  }

  /** Lengths as varints, their checksum, then the strings. */
  private static int strings(ByteBuffer in, TensorShapeProto shape) {
    try {
      MaskedCrc32c sum = new MaskedCrc32c();
      long count = ProtoTypes.sizes(shape).stream().reduce(1L, Math::multiplyExact);
      for (long i = 0; i < count; i++) {
        sum.add(Math.toIntExact(SortedTable.varint(in)));
      }
      return sum.add(in).masked();
    } catch (ArithmeticException | BufferUnderflowException | IllegalArgumentException e) {
      return 0;
    }
  }

  private static ByteBuffer read(FileChannel channel, BundleEntryProto entry) throws IOException {
    return read(channel, entry.getOffset(), Math.toIntExact(entry.getSize()));
  }

  private static ByteBuffer read(FileChannel channel, long from, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new EOFException("it ends within a value");
      }
    }
    return bytes.flip();
  }
}
