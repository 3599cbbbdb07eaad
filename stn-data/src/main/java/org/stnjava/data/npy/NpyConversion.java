package org.stnjava.data.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Arrays of one element type made of arrays of another. */
final class NpyConversion {

  private NpyConversion() {}

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
      if (NpyElement.longAt(bytes, type, i) != values[i]) {
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
