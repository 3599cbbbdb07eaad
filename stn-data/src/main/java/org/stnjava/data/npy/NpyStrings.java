package org.stnjava.data.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Strings of a {@code .npy} file with their shape, in row-major (C) order.
 *
 * <p>NumPy's {@code <U} holds Unicode characters, which become UTF-8, and {@code |S} bytes. Both
 * pad an element with zeros, so that none ends with one. Immutable.
 */
public final class NpyStrings implements NpyValues {

  private final long[] shape;
  private final List<byte[]> values;

  private NpyStrings(List<byte[]> values, long... shape) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * Makes strings of their bytes.
   *
   * @param values the strings, row-major
   * @param shape size of each axis, none negative; nothing for a single string
   * @return the strings
   * @throws IllegalArgumentException if the number of strings does not fit the shape
   */
  public static NpyStrings of(List<byte[]> values, long... shape) {
    long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (values.size() != size) {
      throw new IllegalArgumentException(
          "values: expected %d strings for shape %s but got %d"
              .formatted(size, Arrays.toString(shape), values.size()));
    }
    return new NpyStrings(values.stream().map(byte[]::clone).toList(), shape.clone());
  }

  /**
   * Returns the shape.
   *
   * @return a copy: the size of each axis; of length 0 for a single string
   */
  @Override
  public long[] shape() {
    return shape.clone();
  }

  /**
   * Returns the bytes of the strings.
   *
   * @return new arrays, in row-major order
   */
  public List<byte[]> values() {
    return values.stream().map(byte[]::clone).toList();
  }

  @Override
  public NpyStrings take(int... rows) {
    long[] taken = NpyArray.withRows(shape, rows.length);
    int width = Math.toIntExact(values.size() / Math.max(1, shape[0]));
    List<byte[]> some = new ArrayList<>();
    for (int row : rows) {
      int from = Objects.checkIndex(row, Math.toIntExact(shape[0])) * width;
      some.addAll(values.subList(from, from + width));
    }
    return new NpyStrings(List.copyOf(some), taken);
  }

  /** Names the kind and the shape, for example {@code string [2, 3]}. */
  @Override
  public String toString() {
    return "string " + Arrays.toString(shape);
  }

  /** The unit of an element. */
  enum Kind {
    /** Unicode characters of four bytes. */
    TEXT(4),
    /** Bytes as they are. */
    BYTES(1);

    private final int width;

    Kind(int width) {
      this.width = width;
    }
  }

  /**
   * An element in a file.
   *
   * @param kind its unit
   * @param count units of an element
   * @param order of the bytes of a character
   */
  record Item(Kind kind, int count, ByteOrder order) {

    int bytes() {
      return kind.width * count;
    }
  }

  /**
   * The header of a file.
   *
   * @param item an element
   * @param fortranOrder whether the first axis runs fastest
   * @param shape sizes of the axes, none negative
   */
  @SuppressWarnings("ArrayRecordComponent") // Made for one file and dropped; never compared.
  record Header(Item item, boolean fortranOrder, long... shape) {

    /** Bytes the array takes; the sizes were checked against overflow. */
    long dataBytes() {
      return NpyArray.elements(shape) * item.bytes();
    }
  }

  /** Reads the elements of a file. */
  static NpyStrings of(Header header, byte[] data) {
    int width = header.item().bytes();
    byte[] ordered = header.fortranOrder() ? NpyLayout.rowMajor(data, width, header.shape()) : data;
    List<byte[]> values = new ArrayList<>();
    for (int from = 0; from < ordered.length; from += width) {
      byte[] element = Arrays.copyOfRange(ordered, from, from + width);
      values.add(header.item().kind() == Kind.TEXT ? utf8(header.item(), element) : cut(element));
    }
    return new NpyStrings(List.copyOf(values), header.shape());
  }

  private static byte[] utf8(Item item, byte[] element) {
    ByteBuffer characters = ByteBuffer.wrap(element).order(item.order());
    StringBuilder text = new StringBuilder();
    while (characters.hasRemaining()) {
      int character = characters.getInt();
      boolean isSurrogate =
          character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
      if (isSurrogate || !Character.isValidCodePoint(character)) {
        throw new IllegalArgumentException(
            "expected Unicode characters but found 0x%x".formatted(character));
      }
      text.appendCodePoint(character);
    }
    return cut(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Takes away the zeros at the end. */
  private static byte[] cut(byte[] element) {
    int end = element.length;
    while (end > 0 && element[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(element, end);
  }
}
