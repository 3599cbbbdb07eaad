package org.stnjava.spark;

import java.util.List;

/** The model's input for one row. */
sealed interface Sample {

  /** The shape without the axis of the batch; a batch has inputs of equal sizes. */
  List<Long> sizes();

  /**
   * An array of numbers.
   *
   * @param sizes of the array
   * @param values row-major
   */
  record Numbers(List<Long> sizes, float[] values) implements Sample {}

  /**
   * A string of bytes.
   *
   * @param bytes the string's bytes
   */
  record Bytes(byte[] bytes) implements Sample {
    @Override
    public List<Long> sizes() {
      return List.of();
    }
  }
}
