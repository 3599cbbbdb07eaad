package org.stnjava.data.npy;

import org.tensorflow.ndarray.Shape;

/**
 * Values with a shape, in row-major (C) order: {@linkplain NpyArray numbers} or {@linkplain
 * NpyStrings strings}. Immutable.
 */
public sealed interface NpyValues permits NpyArray, NpyStrings {

  /**
   * Gives the shape.
   *
   * @return a known shape; of rank 0 for a single value
   */
  Shape shape();

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
