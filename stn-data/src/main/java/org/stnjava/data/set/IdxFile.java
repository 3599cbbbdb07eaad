package org.stnjava.data.set;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads MNIST's file format: unsigned bytes with a header that gives their sizes.
 *
 * <p>A file that begins with gzip's magic bytes is decompressed, whatever its name. A file that is
 * damaged is refused with one line that names it, what was expected and what was found; no memory
 * is allocated for sizes that the file does not have.
 */
public final class IdxFile {

  /** The first two bytes of a gzip file (RFC 1952). */
  private static final int GZIP_FIRST = 0x1f;

  private static final int GZIP_SECOND = 0x8b;

  /** The format's code for unsigned bytes. */
  private static final int UNSIGNED_BYTE = 0x08;

  private static final int BUFFER = 1 << 16;

  private IdxFile() {}

  /**
   * Reads images and their labels.
   *
   * @param images a file of three axes, {@code [count, height, width]}
   * @param labels a file of one axis, {@code [count]}
   * @param classes how many classes there are; labels go from 0 to {@code classes - 1}
   * @return the images in the order of the file
   * @throws UncheckedIOException if a file is missing, damaged or of another kind, if the counts
   *     differ, or if a label is out of range
   */
  public static LabeledImages read(Path images, Path labels, int classes) {
    Content pixels = readContent(images, 3);
    Content numbers = readContent(labels, 1);
    if (pixels.shape()[0] != numbers.shape()[0]) {
      throw refuse(
          labels,
          "expected %d labels, one for each image of %s, but found %d"
              .formatted(pixels.shape()[0], images, numbers.shape()[0]));
    }
    int[] classOf = new int[numbers.bytes().length];
    for (int i = 0; i < classOf.length; i++) {
      classOf[i] = numbers.bytes()[i] & 0xff;
      if (classOf[i] >= classes) {
        throw refuse(
            labels,
            "expected labels from 0 to %d but found %d at %d"
                .formatted(classes - 1, classOf[i], i));
      }
    }
    return new LabeledImages(pixels.shape()[1], pixels.shape()[2], pixels.bytes(), classOf);
  }

  @SuppressWarnings("ArrayRecordComponent") // Carries two results out of one method.
  private record Content(int[] shape, byte[] bytes) {}

  private static Content readContent(Path path, int axes) {
    if (Files.isDirectory(path)) {
      throw refuse(path, "expected an idx file but found a folder");
    }
    if (!Files.exists(path)) {
      throw refuse(path, "expected an idx file but found nothing");
    }
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER)) {
      boolean compressed = isGzip(raw);
      InputStream in = compressed ? new GZIPInputStream(raw, BUFFER) : raw;
      int[] shape = header(path, in, axes);
      int size = checkedSize(path, shape);
      if (!compressed) {
        checkLength(path, Files.size(path) - headerLength(axes), size);
      }
      return new Content(shape, body(path, in, size));
    } catch (EOFException e) {
      throw refuse(path, "expected more compressed data but found the end of the file");
    } catch (ZipException e) {
      throw refuse(path, "expected gzip data but found damage: " + e.getMessage());
    } catch (IOException e) {
      throw refuse(path, "expected a readable file but found " + e);
    }
  }

  private static boolean isGzip(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
    in.reset();
    return gzip;
  }

  private static int headerLength(int axes) {
    return Integer.BYTES * (1 + axes);
  }

  private static int[] header(Path path, InputStream in, int axes) throws IOException {
    byte[] bytes = in.readNBytes(headerLength(axes));
    byte[] magic = {0, 0, UNSIGNED_BYTE, (byte) axes};
    for (int i = 0; i < Math.min(magic.length, bytes.length); i++) {
      if (bytes[i] != magic[i]) {
        throw refuse(path, "expected " + meaning(axes) + " but found " + firstBytes(bytes));
      }
    }
    if (bytes.length < headerLength(axes)) {
      throw refuse(
          path,
          "expected a header of %d bytes but found %d".formatted(headerLength(axes), bytes.length));
    }
    int[] shape = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      shape[axis] = integer(bytes, Integer.BYTES * (1 + axis));
    }
    return shape;
  }

  private static String meaning(int axes) {
    return "unsigned bytes of %d %s (00 00 08 %02x)"
        .formatted(axes, axes == 1 ? "axis" : "axes", axes);
  }

  private static String firstBytes(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(Integer.BYTES, bytes.length));
  }

  private static int integer(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  private static int checkedSize(Path path, int[] shape) {
    long size = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      long length = Integer.toUnsignedLong(shape[axis]);
      if (length == 0) {
        throw refuse(path, "expected sizes of at least 1 but found 0 on axis " + axis);
      }
      // Below 2^31 times below 2^32: the product cannot wrap before it is compared.
      size *= length;
      if (size > Integer.MAX_VALUE - 8) {
        throw refuse(
            path, "expected less than 2 GiB but the header claims %s".formatted(claimed(shape)));
      }
    }
    return (int) size;
  }

  private static String claimed(int[] shape) {
    StringBuilder text = new StringBuilder();
    for (int length : shape) {
      text.append(text.isEmpty() ? "" : " x ").append(Integer.toUnsignedString(length));
    }
    return text.append(" bytes").toString();
  }

  private static void checkLength(Path path, long found, int expected) {
    if (found != expected) {
      throw refuse(
          path, "expected %d bytes after the header but found %d".formatted(expected, found));
    }
  }

  /**
   * Reads in pieces that grow with what the stream really yields, and looks one byte beyond the
   * end.
   */
  private static byte[] body(Path path, InputStream in, int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    checkLength(path, bytes.length, size);
    if (in.read() >= 0) {
      throw refuse(path, "expected %d bytes after the header but found more".formatted(size));
    }
    return bytes;
  }

  /** Returns the refusal of a file or folder, in one line. */
  static UncheckedIOException refuse(Path path, String what) {
    String message = path + ": " + what;
    return new UncheckedIOException(message, new IOException(message));
  }
}
