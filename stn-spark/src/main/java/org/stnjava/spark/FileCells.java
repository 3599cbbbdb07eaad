package org.stnjava.spark;

/**
 * PNG and JPEG files.
 *
 * @param place what the model takes
 */
record FileCells(InputPlace place) implements SampleReader {

  @Override
  public Sample read(Object cell) {
    return Picture.decode((byte[]) cell, place).sample(place);
  }
}
