package org.stnjava.data.set;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.stnjava.data.image.Picture;
import org.stnjava.data.volume.NiftiFile;

/**
 * What is known of a picture without decoding it.
 *
 * <p>The digest is that of the length and of all bytes up to 64 KiB; of longer files, the first and
 * the last 32 KiB. A PNG file ends with the checksum of its pixels; a JPEG file of other pixels has
 * another length, as a rule.
 *
 * @param height rows, after the orientation is applied
 * @param width columns, after the orientation is applied
 * @param digest tells whether a file is still the same
 */
@SuppressWarnings("ArrayRecordComponent") // Hashed; never compared.
record FileSample(int height, int width, byte[] digest) {

  private static final int HALF = 1 << 15;

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, or is no picture
   */
  static FileSample of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long length = channel.size();
      MessageDigest digest = Dataset.sha256();
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, length));
      byte[] start = read(channel, 0, (int) Math.min(length, 2 * HALF));
      if (length <= 2 * HALF) {
        digest.update(start);
      } else {
        digest.update(start, 0, HALF);
        digest.update(read(channel, length - HALF, HALF));
      }
      int[] size = size(file, start);
      return new FileSample(size[0], size[1], digest.digest());
    }
  }

  private static byte[] read(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
      // Goes on where the last read ended.
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** Height and width, from the first bytes where they suffice. */
  private static int[] size(Path file, byte... start) throws IOException {
    if (NiftiFile.isOne(file)) {
      Raster volume = Raster.read(file, Raster.OWN);
      return new int[] {volume.height(), volume.width()};
    }
    try {
      return Picture.size(start);
    } catch (IllegalArgumentException e) {
      try {
        return Picture.size(Files.readAllBytes(file));
      } catch (IllegalArgumentException whole) {
        throw new IOException(whole.getMessage(), whole);
      }
    }
  }
}
