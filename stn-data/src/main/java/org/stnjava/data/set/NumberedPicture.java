package org.stnjava.data.set;

import java.util.List;
import java.util.Optional;

/**
 * The number that a picture shows.
 *
 * @param name the picture's file name
 * @param digits from left to right
 * @param region where they are, if that is known
 */
record NumberedPicture(String name, List<Integer> digits, Optional<Region> region) {}
