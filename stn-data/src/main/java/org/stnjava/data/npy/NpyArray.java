package org.stnjava.data.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * Values of a {@code .npy} file with their shape, in row-major (C) order.
 *
 * <p>Holds up to 2³¹ − 9 bytes. Immutable.
 */
public final class NpyArray implements NpyValues {
  /** Largest array that every JVM can allocate. */
  public static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

  private final long[] shape;
  private final NpyType type;
  private final byte[] bytes;

  /** Takes over {@code bytes}: row-major, in the native byte order. */
  private NpyArray(byte[] bytes, NpyType type, long... shape) {
    long elements = elements(shape);
    if (elements * type.width() != bytes.length) {
      throw new IllegalArgumentException(
          "values: expected "
              + elements
              + " for shape "
              + Arrays.toString(shape)
              + " but got "
              + bytes.length / type.width());
    }
    this.shape = shape.clone();
    this.type = type;
    this.bytes = bytes;
  }

  /**
   * Makes an array of existing bytes, without a copy.
   *
   * @param bytes the elements, row-major, in the native byte order; not copied, must not be changed
   * @param type of the elements
   * @param shape size of each axis, none negative; nothing for a scalar
   * @return the array
   * @throws IllegalArgumentException if the shape has another number of elements
   */
  public static NpyArray wrap(byte[] bytes, NpyType type, long... shape) {
    return new NpyArray(bytes, type, shape);
  }

  /**
   * Makes an array of {@link NpyType#FLOAT32}.
   *
   * @param values the elements in row-major order; copied
   * @param shape size of each axis, none negative; nothing for a scalar
   * @return the array
   * @throws IllegalArgumentException if the number of values does not fit the shape
   */
  public static NpyArray of(float[] values, long... shape) {
    byte[] bytes = allocate(values.length, NpyType.FLOAT32);
    wrap(bytes).asFloatBuffer().put(values);
    return new NpyArray(bytes, NpyType.FLOAT32, shape);
  }

  /**
   * Makes an array of {@link NpyType#FLOAT64}.
   *
   * @param values the elements in row-major order; copied
   * @param shape size of each axis, none negative; nothing for a scalar
   * @return the array
   * @throws IllegalArgumentException if the number of values does not fit the shape
   */
  public static NpyArray of(double[] values, long... shape) {
    byte[] bytes = allocate(values.length, NpyType.FLOAT64);
    wrap(bytes).asDoubleBuffer().put(values);
    return new NpyArray(bytes, NpyType.FLOAT64, shape);
  }

  /**
   * Makes an array of {@link NpyType#INT32}.
   *
   * @param values the elements in row-major order; copied
   * @param shape size of each axis, none negative; nothing for a scalar
   * @return the array
   * @throws IllegalArgumentException if the number of values does not fit the shape
   */
  public static NpyArray of(int[] values, long... shape) {
    byte[] bytes = allocate(values.length, NpyType.INT32);
    wrap(bytes).asIntBuffer().put(values);
    return new NpyArray(bytes, NpyType.INT32, shape);
  }

  /**
   * Makes an array of {@link NpyType#INT64}.
   *
   * @param values the elements in row-major order; copied
   * @param shape size of each axis, none negative; nothing for a scalar
   * @return the array
   * @throws IllegalArgumentException if the number of values does not fit the shape
   */
  public static NpyArray of(long[] values, long... shape) {
    byte[] bytes = allocate(values.length, NpyType.INT64);
    wrap(bytes).asLongBuffer().put(values);
    return new NpyArray(bytes, NpyType.INT64, shape);
  }

  /**
   * Makes an array of one-byte elements.
   *
   * @param values the elements in row-major order; copied
   * @param type {@link NpyType#BOOL}, {@link NpyType#INT8} or {@link NpyType#UINT8}
   * @param shape size of each axis, none negative; nothing for a scalar
   * @return the array
   * @throws IllegalArgumentException if the number of values does not fit the shape, or an element
   *     of the type takes more than a byte
   */
  public static NpyArray ofBytes(byte[] values, NpyType type, long... shape) {
    if (type.width() != 1) {
      throw new IllegalArgumentException("type: expected bool, int8 or uint8 but got " + type);
    }
    return new NpyArray(values.clone(), type, shape);
  }

  /**
   * Returns the shape.
   *
   * @return a copy: the size of each axis; of length 0 for a scalar
   */
  @Override
  public long[] shape() {
    return shape.clone();
  }

  /**
   * Returns the element type.
   *
   * @return the type the values have in the file
   */
  public NpyType type() {
    return type;
  }

  /**
   * Counts the elements.
   *
   * @return product of the shape's sizes
   */
  public int size() {
    return bytes.length / type.width();
  }

  /**
   * Returns the same values in another shape.
   *
   * @param shape size of each axis; as many elements as this array has
   * @return an array that shares these values
   * @throws IllegalArgumentException if the number of elements differs
   */
  public NpyArray reshape(long... shape) {
    return new NpyArray(bytes, type, shape);
  }

  /**
   * Views the elements' bytes.
   *
   * @return read-only, row-major, in the native byte order; booleans are 0 or 1
   */
  public ByteBuffer bytes() {
    return wrap(bytes).asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  /**
   * Converts the elements to floats: the nearest one, true to 1.
   *
   * @return a new array in row-major order
   */
  public float[] floats() {
    float[] values = new float[size()];
    if (type == NpyType.FLOAT32) {
      bytes().asFloatBuffer().get(values);
      return values;
    }
    ByteBuffer buffer = bytes();
    for (int i = 0; i < values.length; i++) {
      values[i] = NpyElement.floatAt(buffer, type, i);
    }
    return values;
  }

  /**
   * Converts the elements to doubles: the nearest one, true to 1.
   *
   * @return a new array in row-major order
   */
  public double[] doubles() {
    double[] values = new double[size()];
    if (type == NpyType.FLOAT64) {
      bytes().asDoubleBuffer().get(values);
      return values;
    }
    ByteBuffer buffer = bytes();
    for (int i = 0; i < values.length; i++) {
      values[i] = NpyElement.doubleAt(buffer, type, i);
    }
    return values;
  }

  /**
   * Converts integers and booleans to longs, exactly.
   *
   * @return a new array in row-major order
   * @throws IllegalArgumentException if the elements are floating point, or of uint64 and over 2⁶³
   *     − 1
   */
  public long[] longs() {
    if (type.isFloating()) {
      throw new IllegalArgumentException("expected integers or booleans but got " + type);
    }
    long[] values = new long[size()];
    ByteBuffer buffer = bytes();
    for (int i = 0; i < values.length; i++) {
      values[i] = NpyElement.longAt(buffer, type, i);
      if (type == NpyType.UINT64 && values[i] < 0) {
        throw new IllegalArgumentException(
            "expected integers up to 2^63 - 1 but got "
                + Long.toUnsignedString(values[i])
                + " at index "
                + i);
      }
    }
    return values;
  }

  /**
   * Converts the array: to floating point by the nearest value, to integers exactly.
   *
   * @param other any type but float16
   * @return the converted array; this one if it has the type already
   * @throws IllegalArgumentException if the type is an integer one and an element is no integer or
   *     out of its range, or the type is bool and the array's is not
   */
  public NpyArray as(NpyType other) {
    return NpyElement.convert(this, other);
  }

  @Override
  public NpyArray take(int... rows) {
    long[] taken = withRows(shape, rows.length);
    int width = Math.toIntExact(bytes.length / Math.max(1, shape[0]));
    byte[] some = new byte[Math.multiplyExact(rows.length, width)];
    for (int i = 0; i < rows.length; i++) {
      int row = Objects.checkIndex(rows[i], Math.toIntExact(shape[0]));
      System.arraycopy(bytes, row * width, some, i * width, width);
    }
    return new NpyArray(some, type, taken);
  }

  /** A shape with another number of rows. */
  static long[] withRows(long[] shape, int rows) {
    if (shape.length == 0) {
      throw new IllegalArgumentException("rows: expected values [N, …] but got a single value");
    }
    long[] sizes = shape.clone();
    sizes[0] = rows;
    return sizes;
  }

  /** Names the type and the shape, for example {@code float32 [2, 3]}. */
  @Override
  public String toString() {
    return type + " " + Arrays.toString(shape);
  }

  /**
   * Returns the bytes of the elements, without a copy.
   *
   * @return as {@link #bytes()} views them; must not be changed
   */
  public byte[] raw() {
    return bytes;
  }

  private static byte[] allocate(int elements, NpyType type) {
    return new byte[Math.multiplyExact(elements, type.width())];
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  /** Counts the elements of a shape. */
  static long elements(long... shape) {
    long elements = 1;
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException(
            "shape: expected sizes of 0 or more but got " + Arrays.toString(shape));
      }
      if (size > 0 && elements > Long.MAX_VALUE / size) {
        throw new IllegalArgumentException(
            "shape: expected fewer than 2^63 elements but got " + Arrays.toString(shape));
      }
      elements *= size;
    }
    return elements;
  }
}
