package org.stnjava.savedmodel.format;

import java.nio.ByteBuffer;

/**
 * Integers of variable length (varints): seven bits a byte, the lowest first; the eighth bit is set
 * if more bytes follow.
 */
final class Varint {

  private static final int BITS = 64;

  private Varint() {}

  /** Reads a number of up to 64 bits and moves the buffer behind it. */
  static long read(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < BITS; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }
}
