package org.stnjava.data.npy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Handmade {@code .npy} files, right and wrong. */
final class NpyBytes {
  private NpyBytes() {}

  /** A file of version 1.0 with this header, unpadded, and this data. */
  static byte[] file(String header, byte[] data) {
    return file(1, header, data);
  }

  static byte[] file(int major, String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer = ByteBuffer.allocate(12 + text.length + data.length);
    buffer.order(ByteOrder.LITTLE_ENDIAN).put(NpyHeader.MAGIC).put((byte) major).put((byte) 0);
    if (major == 1) {
      buffer.putShort((short) text.length);
    } else {
      buffer.putInt(text.length);
    }
    buffer.put(text).put(data).flip();
    byte[] file = new byte[buffer.remaining()];
    buffer.get(file);
    return file;
  }

  static String header(String descr, boolean fortranOrder, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n"
        .formatted(descr, fortranOrder ? "True" : "False", shape);
  }

  /** Bytes given as numbers from 0 to 255. */
  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static Path write(Path folder, byte[] content) {
    try {
      return Files.write(folder.resolve("u.npy"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
