package org.stnjava.data.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Everything of a {@code .npy} file before its data: magic, version, length, header. */
final class NpyPreamble {
  /** Longest header that is read; one of a plain array has a few hundred bytes. */
  private static final int MAX_HEADER = 65_535;

  private NpyPreamble() {}

  /** Reads the header's text and leaves the channel at the first byte of the data. */
  static String read(FileChannel channel) throws IOException {
    byte[] start = take(channel, NpyHeader.MAGIC.length + 2, "magic and version");
    byte[] magic = Arrays.copyOf(start, NpyHeader.MAGIC.length);
    if (!Arrays.equals(magic, NpyHeader.MAGIC)) {
      throw new IllegalArgumentException(
          "expected a .npy file, which starts with \\x93NUMPY, but it starts with "
              + printable(magic));
    }
    int major = start[NpyHeader.MAGIC.length];
    int minor = start[NpyHeader.MAGIC.length + 1];
    if (major < 1 || major > 3 || minor != 0) {
      throw new IllegalArgumentException(
          "version: expected 1.0, 2.0 or 3.0 but found " + major + "." + minor);
    }
    long length = length(channel, major);
    Charset charset = major < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    return new String(take(channel, length, "header"), charset);
  }

  private static long length(FileChannel channel, int major) throws IOException {
    byte[] field = take(channel, major == 1 ? 2 : 4, "header length");
    ByteBuffer bytes = ByteBuffer.wrap(field).order(ByteOrder.LITTLE_ENDIAN);
    long length =
        major == 1
            ? Short.toUnsignedLong(bytes.getShort())
            : Integer.toUnsignedLong(bytes.getInt());
    if (length > MAX_HEADER) {
      throw new IllegalArgumentException(
          "header length: expected up to " + MAX_HEADER + " bytes but found " + length);
    }
    return length;
  }

  /** Reads the next bytes, once the file is seen to hold them. */
  private static byte[] take(FileChannel channel, long count, String what) throws IOException {
    long left = channel.size() - channel.position();
    if (left < count) {
      throw new IllegalArgumentException(
          "expected a .npy file with " + count + " bytes of " + what + " but found " + left);
    }
    byte[] bytes = new byte[(int) count];
    NpyFile.fill(channel, ByteBuffer.wrap(bytes));
    return bytes;
  }

  private static String printable(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(b >= ' ' && b <= '~' ? "" + (char) b : "\\x%02x".formatted(b));
    }
    return text.toString();
  }
}
