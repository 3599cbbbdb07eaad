package org.stnjava.data.image;

import java.io.EOFException;

/**
 * A portable graymap or pixmap: PGM or PPM, as text or bytes.
 *
 * @param file all of its bytes
 * @param kind the digit of its magic number: 2 or 5 for gray, 3 or 6 for colors; 2 and 3 are text
 * @param height rows
 * @param width columns
 * @param most the value of white, up to 65535
 * @param start where the samples begin
 */
@SuppressWarnings("ArrayRecordComponent") // Lives while a picture is decoded.
record AnymapFile(byte[] file, int kind, int height, int width, int most, int start) {

  private static final int BYTE = 0xff;

  /** Whether a file begins as one does. */
  static boolean isOne(byte[] file) {
    return file.length > 2
        && file[0] == 'P'
        && (file[1] == '2' || file[1] == '3' || file[1] == '5' || file[1] == '6')
        && Character.isWhitespace(file[2]);
  }

  /**
   * Reads the header.
   *
   * @throws IllegalArgumentException if it is damaged
   */
  static AnymapFile of(byte[] file) {
    Numbers header = new Numbers(file, 2);
    try {
      int width = header.next();
      int height = header.next();
      int most = header.next();
      if (width < 1 || height < 1 || most < 1 || most > Picture.WHITE) {
        throw PictureDecoder.damaged(
            new EOFException("%d x %d pixels up to %d".formatted(height, width, most)));
      }
      return new AnymapFile(file, file[1] - '0', height, width, most, header.at + 1);
    } catch (EOFException e) {
      throw PictureDecoder.damaged(e);
    }
  }

  /**
   * Reads the samples.
   *
   * @throws IllegalArgumentException if the file ends early
   */
  Picture picture() {
    int channels = kind % 3 == 0 ? 3 : 1;
    int count = Math.multiplyExact(Math.multiplyExact(height, width), channels);
    boolean isText = kind <= 3;
    int bytes = most > BYTE ? 2 : 1;
    try {
      if ((long) count * (isText ? 2 : bytes) > file.length - start + 1L) {
        throw new EOFException();
      }
      char[] samples = new char[count];
      Numbers text = new Numbers(file, start);
      for (int i = 0; i < count; i++) {
        int value = isText ? text.next() : sample(start + i * bytes, bytes);
        samples[i] = (char) (((long) Math.min(value, most) * Picture.WHITE + most / 2) / most);
      }
      return new Picture(height, width, channels, samples);
    } catch (EOFException e) {
      throw PictureDecoder.damaged(e);
    }
  }

  private int sample(int at, int bytes) throws EOFException {
    if (at + bytes > file.length) {
      throw new EOFException();
    }
    return bytes == 1 ? file[at] & BYTE : (file[at] & BYTE) << 8 | (file[at + 1] & BYTE);
  }

  /** Decimal numbers between white space and comments, read one after the other. */
  private static final class Numbers {

    private final byte[] file;
    private int at;

    Numbers(byte[] file, int at) {
      this.file = file;
      this.at = at;
    }

    int next() throws EOFException {
      while (at < file.length && !Character.isDigit(file[at])) {
        boolean isComment = file[at] == '#';
        while (isComment && at < file.length && file[at] != '\n') {
          at++;
        }
        if (!isComment && !Character.isWhitespace(file[at])) {
          throw new EOFException("expected a number but got byte " + (file[at] & BYTE));
        }
        at += isComment ? 0 : 1;
      }
      if (at == file.length) {
        throw new EOFException();
      }
      long value = 0;
      for (; at < file.length && Character.isDigit(file[at]); at++) {
        value = Math.min(Integer.MAX_VALUE, 10 * value + file[at] - '0');
      }
      return (int) value;
    }
  }
}
