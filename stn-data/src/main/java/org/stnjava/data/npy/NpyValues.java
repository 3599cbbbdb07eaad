package org.stnjava.data.npy;

/**
 * Values with a shape, in row-major (C) order: {@linkplain NpyArray numbers} or {@linkplain
 * NpyStrings strings}. Immutable.
 */
public sealed interface NpyValues permits NpyArray, NpyStrings {

  /**
   * Gives the shape.
   *
   * @return a new array with the size of each axis; empty for a single value
   */
  long[] shape();

  /**
   * Copies some rows.
   *
   * @param rows indices along the first axis, in the order of the result; may repeat
   * @return the same kind of values, {@code [rows.length, …]}
   * @throws IllegalArgumentException if the values have rank 0
   * @throws IndexOutOfBoundsException if there is no such row
   */
  NpyValues take(int... rows);
}
