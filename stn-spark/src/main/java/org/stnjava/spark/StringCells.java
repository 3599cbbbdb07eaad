package org.stnjava.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Bytes and texts, for models that take strings. */
record StringCells() implements SampleReader {

  @Override
  public Sample read(Object cell) {
    return new Sample.Bytes(cell instanceof byte[] bytes ? bytes : cell.toString().getBytes(UTF_8));
  }
}
