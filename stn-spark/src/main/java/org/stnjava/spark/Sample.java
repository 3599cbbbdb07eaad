package org.stnjava.spark;

import java.util.List;

/** The value of one row, ready for a batch. */
sealed interface Sample {

  /** The sizes of the value; only equal ones go into one batch. */
  List<Long> sizes();

  /**
   * Numbers.
   *
   * @param sizes of the array
   * @param values row-major
   */
  record Numbers(List<Long> sizes, float[] values) implements Sample {}

  /**
   * A string of bytes.
   *
   * @param bytes as TensorFlow gets them
   */
  record Bytes(byte[] bytes) implements Sample {
    @Override
    public List<Long> sizes() {
      return List.of();
    }
  }
}
