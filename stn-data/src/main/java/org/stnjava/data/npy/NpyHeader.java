package org.stnjava.data.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The header of a {@code .npy} file.
 *
 * @param type element type
 * @param byteOrder order of the bytes in an element
 * @param fortranOrder whether the first axis runs fastest
 * @param shape sizes of the axes, none negative
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one file and dropped; never compared.
record NpyHeader(NpyType type, ByteOrder byteOrder, boolean fortranOrder, long... shape) {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** NumPy aligns the first element to this many bytes so that files can be mapped. */
  private static final int ALIGNMENT = 64;

  /** Bytes before the text in version 1.0: magic, two of version, two of length. */
  private static final int PREFIX = 10;

  /** Bytes the array takes; the sizes were checked against overflow. */
  long dataBytes() {
    return NpyArray.elements(shape) * type.width();
  }

  /** Writes magic, version 1.0, length and text, padded so that the data is aligned. */
  byte[] encode() {
    String text =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
            .formatted(descr(), fortranOrder ? "True" : "False", tuple());
    int length = (PREFIX + text.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    byte[] header = new byte[length];
    Arrays.fill(header, (byte) ' ');
    ByteBuffer.wrap(header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) (length - PREFIX))
        .put(text.getBytes(StandardCharsets.US_ASCII));
    header[length - 1] = '\n';
    return header;
  }

  private String descr() {
    char order = byteOrder == ByteOrder.LITTLE_ENDIAN ? '<' : '>';
    return (type.width() == 1 ? '|' : order) + type.code();
  }

  private String tuple() {
    return Arrays.stream(shape)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "(", shape.length == 1 ? ",)" : ")"));
  }
}
