package org.stnjava.testing;

import java.util.stream.LongStream;

/** The seeds of parameterized tests; name it in {@code @MethodSource}. */
public final class Seeds {

  private Seeds() {}

  /** Twenty seeds, for what is cheap. */
  public static LongStream twenty() {
    return LongStream.rangeClosed(1, 20);
  }

  /** Five seeds, for what is not. */
  public static LongStream five() {
    return LongStream.rangeClosed(1, 5);
  }
}
