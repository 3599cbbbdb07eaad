package org.stnjava.data.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.stnjava.data.file.StagedFile;

/**
 * Reader and writer of NumPy's {@code .npy} files.
 *
 * <p>Reads versions 1.0 to 3.0, either byte order, C and Fortran order; nothing is allocated before
 * the file was seen to be as long as its header says. Writes version 1.0 in C order.
 *
 * <pre>{@code
 * NpyArray u = NpyFile.read(Path.of("u.npy"));
 * NpyFile.write(Path.of("v.npy"), NpyArray.of(u.floats(), 2, 3));
 * }</pre>
 */
public final class NpyFile {
  /** Bytes handed to the system at once; larger ones take as much memory again outside the heap. */
  private static final int CHUNK = 1 << 20;

  private NpyFile() {}

  /**
   * Reads an array.
   *
   * @param path a {@code .npy} file of numbers or booleans
   * @return its values in C order
   * @throws IllegalArgumentException if the file is no such array; names the file, what was
   *     expected and what was found
   * @throws UncheckedIOException if the file is missing or cannot be read
   */
  public static NpyArray read(Path path) {
    return read(path, NpyFile::read);
  }

  /**
   * Reads an array of strings.
   *
   * @param path a {@code .npy} file of NumPy's types {@code <U} or {@code |S}
   * @return its values in C order
   * @throws IllegalArgumentException if the file is no such array; names the file, what was
   *     expected and what was found
   * @throws UncheckedIOException if the file is missing or cannot be read
   */
  public static NpyStrings readStrings(Path path) {
    return read(path, NpyFile::readStrings);
  }

  /** Reads what an open file holds. */
  @FunctionalInterface
  private interface Reader<R> {
    R read(FileChannel channel) throws IOException;
  }

  private static <R> R read(Path path, Reader<R> reader) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      String found = Files.isDirectory(path) ? "a folder" : "a device";
      throw new IllegalArgumentException(path + ": expected a .npy file but it is " + found);
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return reader.read(channel);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(path + ": expected a file but there is none", e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be read", e);
    }
  }

  /**
   * Writes an array, whole or not at all; an existing file is replaced.
   *
   * @param path file in an existing folder
   * @param array what to write, in its own type
   * @throws IllegalArgumentException if the folder does not exist or the path is a folder
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Path path, NpyArray array) {
    try (StagedFile staged = StagedFile.write(path, out -> write(out, array))) {
      staged.publish();
    }
  }

  /**
   * Writes an array to a stream.
   *
   * @param out where to; stays open
   * @param array what to write, in its own type
   * @throws IOException if the stream does not take it
   */
  public static void write(OutputStream out, NpyArray array) throws IOException {
    out.write(new NpyHeader(array.type(), ByteOrder.nativeOrder(), false, array.shape()).encode());
    byte[] raw = array.raw();
    for (int from = 0; from < raw.length; from += CHUNK) {
      out.write(raw, from, Math.min(CHUNK, raw.length - from));
    }
  }

  private static NpyArray read(FileChannel channel) throws IOException {
    NpyHeader header = NpyHeaderParser.parse(NpyPreamble.read(channel));
    byte[] bytes = data(channel, header.dataBytes(), header.type() + " ", header.shape());
    return NpyArray.wrap(NpyLayout.toNative(header, bytes), header.type(), header.shape());
  }

  private static NpyStrings readStrings(FileChannel channel) throws IOException {
    NpyStrings.Header header = NpyHeaderParser.parseStrings(NpyPreamble.read(channel));
    return NpyStrings.of(header, data(channel, header.dataBytes(), "strings ", header.shape()));
  }

  private static byte[] data(FileChannel channel, long expected, String type, long... shape)
      throws IOException {
    long found = channel.size() - channel.position();
    if (expected != found) {
      throw new IllegalArgumentException(
          "expected %d bytes of data for %s%s but found %d"
              .formatted(expected, type, Arrays.toString(shape), found));
    }
    if (found > NpyArray.MAX_BYTES) {
      throw new IllegalArgumentException(
          "expected up to " + NpyArray.MAX_BYTES + " bytes of data but found " + found);
    }
    byte[] bytes = new byte[(int) found];
    fill(channel, ByteBuffer.wrap(bytes));
    return bytes;
  }

  /** Reads until the buffer is full. */
  static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    int end = buffer.limit();
    while (buffer.position() < end) {
      buffer.limit(Math.min(end, buffer.position() + CHUNK));
      if (channel.read(buffer) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
      buffer.limit(end);
    }
  }
}
