package org.stnjava.savedmodel.format;

import java.nio.ByteBuffer;

/**
 * Decompression of Snappy blocks: literal bytes, and copies of earlier output. TensorFlow 2.18
 * writes checkpoints without compression; TensorFlow Serving's sample models have compressed ones.
 *
 * <p>Each piece starts with a tag whose two lowest bits say which of the two it is and how the rest
 * is laid out.
 */
final class Snappy {

  /** From here on, the tag's upper six bits give the number of bytes that hold the length. */
  private static final int LONG_LITERAL = 60;

  private Snappy() {}

  /**
   * Unpacks a block.
   *
   * @param in the block from its first byte to its last
   * @return the bytes that were packed
   * @throws IllegalArgumentException or another unchecked exception if the block is damaged
   */
  static byte[] unpack(ByteBuffer in) {
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(SortedTable.varint(in)));
    while (in.hasRemaining()) {
      int tag = in.get() & 0xff;
      int rest = tag >> 2;
      switch (tag & 3) {
        case 0 -> literal(in, out, rest);
        case 1 -> copy(out, ((rest >> 3) << 8) | (int) bytes(in, 1), 4 + (rest & 7));
        case 2 -> copy(out, (int) bytes(in, 2), 1 + rest);
        default -> copy(out, Math.toIntExact(bytes(in, Integer.BYTES)), 1 + rest);
      }
    }
    if (out.hasRemaining()) {
      throw new IllegalArgumentException(out.remaining() + " bytes are missing");
    }
    return out.array();
  }

  private static void literal(ByteBuffer in, ByteBuffer out, int rest) {
    long length = 1 + (rest < LONG_LITERAL ? rest : bytes(in, rest - LONG_LITERAL + 1));
    byte[] bytes = new byte[Math.toIntExact(Math.min(length, in.remaining() + 1L))];
    in.get(bytes);
    out.put(bytes);
  }

  /** Copies byte by byte, for a copy may reach into what it writes. */
  private static void copy(ByteBuffer out, int offset, int length) {
    for (int i = 0; i < length; i++) {
      out.put(out.get(out.position() - offset));
    }
  }

  private static long bytes(ByteBuffer in, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (in.get() & 0xffL) << (Byte.SIZE * i);
    }
    return value;
  }
}
