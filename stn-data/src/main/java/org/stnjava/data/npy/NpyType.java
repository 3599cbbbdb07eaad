package org.stnjava.data.npy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Element type of an array in a {@code .npy} file. */
public enum NpyType {
  /** One byte an element, 0 or 1. */
  BOOL('b', 1),
  /** Signed integers of 8 bits. */
  INT8('i', 1),
  /** Unsigned integers of 8 bits, the pixels of most pictures. */
  UINT8('u', 1),
  /** Signed integers of 16 bits. */
  INT16('i', 2),
  /** Unsigned integers of 16 bits. */
  UINT16('u', 2),
  /** Signed integers of 32 bits. */
  INT32('i', 4),
  /** Unsigned integers of 32 bits. */
  UINT32('u', 4),
  /** Signed integers of 64 bits. */
  INT64('i', 8),
  /** Unsigned integers of 64 bits. */
  UINT64('u', 8),
  /** Floating point of 16 bits, 11 of them significant. */
  FLOAT16('f', 2),
  /** Floating point of 32 bits. */
  FLOAT32('f', 4),
  /** Floating point of 64 bits. */
  FLOAT64('f', 8);

  private final char kind;
  private final int width;

  NpyType(char kind, int width) {
    this.kind = kind;
    this.width = width;
  }

  /**
   * Says how many bytes an element takes.
   *
   * @return 1, 2, 4 or 8
   */
  public int width() {
    return width;
  }

  /**
   * Says whether the elements are floating point numbers.
   *
   * @return true for {@link #FLOAT16}, {@link #FLOAT32} and {@link #FLOAT64}
   */
  public boolean isFloating() {
    return kind == 'f';
  }

  /** The type's name in NumPy, for example {@code float32}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The code after the byte order in a header's {@code descr}, for example {@code f4}. */
  String code() {
    return "" + kind + width;
  }

  static Optional<NpyType> ofCode(String code) {
    return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
  }
}
