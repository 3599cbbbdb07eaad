package org.stnjava.train.report;

import java.util.List;

/**
 * The images that a page shows.
 *
 * @param samples images drawn at random
 * @param best images with the lowest loss
 * @param worst images with the highest loss
 */
public record Gallery(
    List<AttendedSample> samples, List<AttendedSample> best, List<AttendedSample> worst) {

  /** Keeps copies of the lists. */
  public Gallery {
    samples = List.copyOf(samples);
    best = List.copyOf(best);
    worst = List.copyOf(worst);
  }

  /** {@return a gallery without images} */
  public static Gallery empty() {
    return new Gallery(List.of(), List.of(), List.of());
  }
}
