package org.stnjava.savedmodel.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The masked CRC-32C of TensorFlow's files: rotated, plus a constant, so that a file may contain
 * checksums.
 */
public final class MaskedCrc32c {

  /** The rotation and the constant of the format. */
  private static final int ROTATION = 15;

  private static final int CONSTANT = 0xa282ead8;

  private final CRC32C crc = new CRC32C();

  /** Adds bytes; the buffer is read to its end. */
  public MaskedCrc32c add(ByteBuffer bytes) {
    crc.update(bytes);
    return this;
  }

  /** Adds an integer as four bytes, the lowest first. */
  public MaskedCrc32c add(int number) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return add(bytes.putInt(number).flip());
  }

  /** {@return the checksum of the added bytes, masked} */
  public int masked() {
    return Integer.rotateRight((int) crc.getValue(), ROTATION) + CONSTANT;
  }
}
