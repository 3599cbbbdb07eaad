package org.stnjava.train.report;

/**
 * A gray image for the page.
 *
 * <p>The array is kept, not copied.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param gray brightness from black 0 to white 1, {@code [height, width]}, row-major; what is
 *     outside is drawn as the nearer end, NaN as black
 */
@SuppressWarnings("ArrayRecordComponent") // Pixels; nobody compares two.
public record Picture(int height, int width, float[] gray) {
  /** Checks that the values fit the size. */
  public Picture {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "size: expected at least 1x1 but got %dx%d".formatted(height, width));
    }
    if (gray.length != (long) height * width) {
      throw new IllegalArgumentException(
          "gray: expected %d values for %dx%d but got %d"
              .formatted((long) height * width, height, width, gray.length));
    }
  }
}
