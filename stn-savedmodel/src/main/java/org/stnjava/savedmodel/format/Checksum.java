package org.stnjava.savedmodel.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** The checksum of checkpoints: CRC-32C, turned and moved so that it may be summed up again. */
final class Checksum {

  /** How far it is turned and what is added, as the format has it. */
  private static final int TURN = 15;

  private static final int OFFSET = 0xa282ead8;

  private final CRC32C crc = new CRC32C();

  /** Adds bytes; the buffer is read to its end. */
  Checksum add(ByteBuffer bytes) {
    crc.update(bytes);
    return this;
  }

  /** Adds a number as it lies in memory, four bytes. */
  Checksum add(int number) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return add(bytes.putInt(number).flip());
  }

  /** Gives the checksum of what was added, as files hold it. */
  int masked() {
    return Integer.rotateRight((int) crc.getValue(), TURN) + OFFSET;
  }
}
