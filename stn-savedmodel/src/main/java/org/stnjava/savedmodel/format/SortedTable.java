package org.stnjava.savedmodel.format;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sorted string table (SSTable) that holds a checkpoint's index.
 *
 * <p>It consists of blocks and a footer. The footer points at the block of blocks, that one at the
 * blocks with the rows. A key is stored as what it shares with the one before and the rest.
 */
final class SortedTable {

  /** What is wrong with the bytes of a table. */
  static final class Malformed extends Exception {

    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** Two block handles, padded to forty bytes, and the number that marks the format. */
  private static final int FOOTER_BYTES = 48;

  private static final long MAGIC = 0xdb4775248b80fb57L;

  /** How a block is packed, as the byte behind it says. */
  private static final byte PLAIN = 0;

  private static final byte SNAPPY = 1;

  private final ByteBuffer file;

  private SortedTable(byte[] bytes) {
    file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads all rows.
   *
   * @param bytes the whole file
   * @return values by key, in the order of the file
   * @throws Malformed if the bytes are cut off, damaged or no table
   */
  static Map<String, ByteString> parse(byte[] bytes) throws Malformed {
    try {
      return new SortedTable(bytes).rows();
    } catch (ArithmeticException
        | BufferUnderflowException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      throw new Malformed("its " + bytes.length + " bytes are damaged");
    }
  }

  private Map<String, ByteString> rows() throws Malformed {
    int size = file.capacity();
    if (size < FOOTER_BYTES || file.getLong(size - Long.BYTES) != MAGIC) {
      throw new Malformed(
          size == 0
              ? "the file is empty"
              : "its " + size + " bytes end without the mark of one: cut off or of another format");
    }
    ByteBuffer footer = file.slice(size - FOOTER_BYTES, FOOTER_BYTES);
    block(handle(footer)); // of filters, which TensorFlow leaves empty
    Map<String, ByteString> rows = new LinkedHashMap<>();
    for (ByteString handle : block(handle(footer)).values()) {
      rows.putAll(block(handle(handle.asReadOnlyByteBuffer())));
    }
    while (footer.remaining() > Long.BYTES) {
      if (footer.get() != 0) {
        throw new Malformed("its last bytes are damaged");
      }
    }
    return rows;
  }

  private record Handle(int offset, int size) {}

  private static Handle handle(ByteBuffer in) {
    return new Handle(Math.toIntExact(varint(in)), Math.toIntExact(varint(in)));
  }

  /** Reads the rows of a block, which ends in the offsets of its restart points and their count. */
  private Map<String, ByteString> block(Handle handle) throws Malformed {
    ByteBuffer block = unpacked(handle).order(ByteOrder.LITTLE_ENDIAN);
    int starts = block.getInt(block.capacity() - Integer.BYTES);
    ByteBuffer in = block.slice(0, block.capacity() - Integer.BYTES * (starts + 1));
    Map<String, ByteString> rows = new LinkedHashMap<>();
    ByteString key = ByteString.EMPTY;
    while (in.hasRemaining()) {
      int shared = Math.toIntExact(varint(in));
      int fresh = Math.toIntExact(varint(in));
      int valueSize = Math.toIntExact(varint(in));
      key = key.substring(0, shared).concat(ByteString.copyFrom(in, fresh));
      rows.put(key.toStringUtf8(), ByteString.copyFrom(in, valueSize));
    }
    return rows;
  }

  private ByteBuffer unpacked(Handle handle) throws Malformed {
    checkSum(handle);
    byte compression = file.get(handle.offset() + handle.size());
    ByteBuffer block = file.slice(handle.offset(), handle.size());
    return switch (compression) {
      case PLAIN -> block;
      case SNAPPY -> ByteBuffer.wrap(Snappy.unpack(block));
      default -> throw new Malformed("it is compressed in an unknown way, " + compression);
    };
  }

  private void checkSum(Handle handle) throws Malformed {
    int end = handle.offset() + handle.size();
    int sum = new MaskedCrc32c().add(file.slice(handle.offset(), handle.size() + 1)).masked();
    if (sum != file.getInt(end + 1)) {
      throw new Malformed("its checksum is wrong: it is damaged");
    }
  }

  /**
   * Reads an integer of variable length and moves the buffer behind it.
   *
   * @throws IllegalArgumentException if the buffer ends within it, or it has more than 64 bits
   */
  static long varint(ByteBuffer in) {
    try {
      CodedInputStream coded = CodedInputStream.newInstance(in);
      long value = coded.readRawVarint64();
      in.position(in.position() + coded.getTotalBytesRead());
      return value;
    } catch (IOException e) {
      throw new IllegalArgumentException("expected an integer of up to 64 bits", e);
    }
  }
}
