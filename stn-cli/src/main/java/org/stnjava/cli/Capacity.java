package org.stnjava.cli;

import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/** The largest array that a command writes. */
final class Capacity {
  /** Elements whose bytes fit a Java array even in float64. */
  private static final long MAX_ELEMENTS = (Integer.MAX_VALUE - 8L) / Double.BYTES;

  private Capacity() {}

  /** Refuses a shape of more elements; sizes of 0 make an array empty. */
  static void require(String argument, String offending, Shape shape) {
    double elements = 1;
    for (long size : shape.asArray()) {
      elements *= size;
    }
    if (elements > MAX_ELEMENTS) {
      throw new IllegalArgumentException(
          "%s: %sexpected an output of up to %d numbers but %s has more"
              .formatted(argument, offending, MAX_ELEMENTS, Arrays.toString(shape.asArray())));
    }
  }
}
