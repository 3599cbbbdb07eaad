package org.stnjava.data.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Elements of an array, read from its bytes or converted to another type. */
final class NpyElement {
  /** Bits that do not fit beside the sign of a long: 2⁶³ as a double. */
  private static final double TWO_TO_63 = 0x1p63;

  private static final int FRACTION_BITS = 10;
  private static final int MAX_EXPONENT = 31;
  private static final int BIAS = 15;

  private NpyElement() {}

  static float floatAt(ByteBuffer buffer, NpyType type, int index) {
    if (type == NpyType.FLOAT16) {
      return half(buffer.getShort(index * 2));
    }
    if (type == NpyType.FLOAT64) {
      return (float) buffer.getDouble(index * 8);
    }
    if (type == NpyType.FLOAT32) {
      return buffer.getFloat(index * 4);
    }
    long value = longAt(buffer, type, index);
    return type == NpyType.UINT64 ? (float) unsigned(value) : (float) value;
  }

  static double doubleAt(ByteBuffer buffer, NpyType type, int index) {
    if (type == NpyType.FLOAT16) {
      return half(buffer.getShort(index * 2));
    }
    if (type == NpyType.FLOAT64) {
      return buffer.getDouble(index * 8);
    }
    if (type == NpyType.FLOAT32) {
      return buffer.getFloat(index * 4);
    }
    long value = longAt(buffer, type, index);
    return type == NpyType.UINT64 ? unsigned(value) : (double) value;
  }

  /** Reads an integer or a boolean; a uint64 over 2⁶³ − 1 comes as its two's complement. */
  static long longAt(ByteBuffer buffer, NpyType type, int index) {
    return switch (type) {
      case BOOL, UINT8 -> Byte.toUnsignedLong(buffer.get(index));
      case INT8 -> buffer.get(index);
      case INT16 -> buffer.getShort(index * 2);
      case UINT16 -> Short.toUnsignedLong(buffer.getShort(index * 2));
      case INT32 -> buffer.getInt(index * 4);
      case UINT32 -> Integer.toUnsignedLong(buffer.getInt(index * 4));
      case INT64, UINT64 -> buffer.getLong(index * 8);
      case FLOAT16, FLOAT32, FLOAT64 ->
          throw new IllegalArgumentException(type + " is no integer type");
    };
  }

  /** IEEE 754's binary16: a sign, 5 bits of exponent with bias 15, 10 bits of fraction. */
  private static float half(short bits) {
    float sign = bits < 0 ? -1 : 1;
    int exponent = bits >> FRACTION_BITS & MAX_EXPONENT;
    int fraction = bits & (1 << FRACTION_BITS) - 1;
    if (exponent == MAX_EXPONENT) {
      return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    int significand = exponent == 0 ? fraction : fraction | 1 << FRACTION_BITS;
    return sign * Math.scalb((float) significand, Math.max(exponent, 1) - BIAS - FRACTION_BITS);
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : (value & Long.MAX_VALUE) + TWO_TO_63;
  }

  /**
   * Converts an array: to floating point by the nearest value, to integers exactly.
   *
   * @param type any but float16, which only TensorFlow rounds to
   * @throws IllegalArgumentException if the type is an integer one and an element is no integer or
   *     out of its range, or the type is bool and the array's is not
   */
  static NpyArray convert(NpyArray array, NpyType type) {
    if (array.type() == type) {
      return array;
    }
    return switch (type) {
      case FLOAT32 -> NpyArray.of(array.floats(), array.shape());
      case FLOAT64 -> NpyArray.of(array.doubles(), array.shape());
      case BOOL -> throw new IllegalArgumentException("expected bool but got " + array);
      default -> integers(array, type);
    };
  }

  private static NpyArray integers(NpyArray array, NpyType type) {
    if (array.type().isFloating()) {
      throw new IllegalArgumentException("expected " + type + " but got " + array);
    }
    long[] values = array.longs();
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, type.width()))
            .order(ByteOrder.nativeOrder());
    for (int i = 0; i < values.length; i++) {
      put(bytes, type, values[i]);
      if (longAt(bytes, type, i) != values[i]) {
        throw new IllegalArgumentException(
            "expected values of %s but got %d at index %d".formatted(type, values[i], i));
      }
    }
    return NpyArray.wrap(bytes.array(), type, array.shape());
  }

  private static void put(ByteBuffer bytes, NpyType type, long value) {
    switch (type.width()) {
      case 1 -> bytes.put((byte) value);
      case 2 -> bytes.putShort((short) value);
      case 4 -> bytes.putInt((int) value);
      default -> bytes.putLong(value);
    }
  }
}
