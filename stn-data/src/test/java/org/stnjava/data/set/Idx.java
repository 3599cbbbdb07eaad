package org.stnjava.data.set;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes idx files, good ones and bad ones. */
final class Idx {

  static final int IMAGES = 0x0803;
  static final int LABELS = 0x0801;

  private Idx() {}

  /**
   * Returns a file's bytes: the magic number, the sizes, and as many bytes 0, 1, 2 … as asked for.
   */
  static byte[] bytes(int magic, int body, int... sizes) {
    ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES * (1 + sizes.length) + body);
    buffer.putInt(magic);
    for (int size : sizes) {
      buffer.putInt(size);
    }
    for (int i = 0; i < body; i++) {
      buffer.put((byte) i);
    }
    return buffer.array();
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static Path write(Path path, byte[] bytes) {
    try {
      return Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
