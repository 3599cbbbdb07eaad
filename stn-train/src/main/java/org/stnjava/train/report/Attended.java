package org.stnjava.train.report;

/**
 * What one transformer did to one image: where it looked, and what it passed on.
 *
 * @param name the transformer's name
 * @param outline closed polygon around the region that was read, {@code (x, y)} pairs in the
 *     normalized {@code HALF_PIXEL} coordinates of the input, at least three; the first point is
 *     the top left corner of the output. A polygon with a value that is not finite is not drawn
 * @param output the output feature map as a picture
 */
@SuppressWarnings("ArrayRecordComponent") // Made to be drawn; nobody compares two.
public record Attended(String name, float[] outline, Picture output) {
  private static final int LEAST_VALUES = 6;

  /** Checks that the outline is a polygon. */
  public Attended {
    if (outline.length < LEAST_VALUES || outline.length % 2 != 0) {
      throw new IllegalArgumentException(
          "outline: expected (x, y) pairs of at least 3 points but got %d values"
              .formatted(outline.length));
    }
  }
}
