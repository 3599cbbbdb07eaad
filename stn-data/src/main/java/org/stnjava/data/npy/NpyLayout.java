package org.stnjava.data.npy;

import java.nio.ByteOrder;

/** Reordering of an array's bytes into row-major order and the native byte order. */
final class NpyLayout {
  private NpyLayout() {}

  /** Returns the bytes in row-major native order; may change and return the argument. */
  static byte[] toNative(NpyHeader header, byte[] bytes) {
    int width = header.type().width();
    if (header.byteOrder() != ByteOrder.nativeOrder()) {
      reverse(bytes, width);
    }
    if (header.type() == NpyType.BOOL) {
      normalize(bytes);
    }
    return header.fortranOrder() ? rowMajor(bytes, width, header.shape()) : bytes;
  }

  private static void reverse(byte[] bytes, int width) {
    for (int start = 0; start < bytes.length; start += width) {
      for (int low = start, high = start + width - 1; low < high; low++, high--) {
        byte swapped = bytes[low];
        bytes[low] = bytes[high];
        bytes[high] = swapped;
      }
    }
  }

  private static void normalize(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (bytes[i] == 0 ? 0 : 1);
    }
  }

  /**
   * Returns the elements of a column-major array, of {@code width} bytes each, in row-major order.
   *
   * <p>Walks the target in its order and steps through the source by strides.
   */
  static byte[] rowMajor(byte[] source, int width, long... sizes) {
    if (sizes.length < 2) {
      return source;
    }
    long[] strides = columnMajorStrides(sizes, width);
    long[] index = new long[sizes.length];
    byte[] target = new byte[source.length];
    long from = 0;
    for (int to = 0; to < target.length; to += width) {
      System.arraycopy(source, (int) from, target, to, width);
      for (int axis = sizes.length - 1; axis >= 0; axis--) {
        from += strides[axis];
        if (++index[axis] < sizes[axis]) {
          break;
        }
        from -= strides[axis] * sizes[axis];
        index[axis] = 0;
      }
    }
    return target;
  }

  private static long[] columnMajorStrides(long[] sizes, int width) {
    long[] strides = new long[sizes.length];
    long stride = width;
    for (int axis = 0; axis < sizes.length; axis++) {
      strides[axis] = stride;
      stride *= sizes[axis];
    }
    return strides;
  }
}
