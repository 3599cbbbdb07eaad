package org.stnjava.data.set;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A picture's file with its classes.
 *
 * @param file the picture
 * @param region the part of it that counts, or all
 * @param labels the numbers of its classes, as many for each file of a set
 */
@SuppressWarnings("ArrayRecordComponent") // Read once; nobody compares two.
record ClassedFile(Path file, Optional<Region> region, int... labels) {

  /** A whole picture of one class. */
  ClassedFile(Path file, int label) {
    this(file, Optional.empty(), label);
  }
}
