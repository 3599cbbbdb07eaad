package org.stnjava.train.report;

import java.util.Arrays;

/**
 * An image for the page.
 *
 * <p>The array is kept, not copied.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param channels 1 for gray; 3 for red, green and blue
 * @param values brightness from black 0 to white 1, {@code [height, width, channels]}, row-major;
 *     what is outside is drawn as the nearer end, NaN as black
 */
@SuppressWarnings("ArrayRecordComponent") // Pixels; nobody compares two.
public record Picture(int height, int width, int channels, float[] values) {
  /** Checks that the values fit the size. */
  public Picture {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "size: expected at least 1x1 but got %dx%d".formatted(height, width));
    }
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels: expected 1 or 3 but got " + channels);
    }
    if (values.length != (long) height * width * channels) {
      throw new IllegalArgumentException(
          "values: expected %d for %dx%d with %d channels but got %d"
              .formatted((long) height * width * channels, height, width, channels, values.length));
    }
  }

  /**
   * A gray image.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   * @param gray brightness, {@code [height, width]}
   */
  public Picture(int height, int width, float[] gray) {
    this(height, width, 1, gray);
  }

  /**
   * A picture of any number of channels: one and three are shown as they are, the first of two in
   * red and the second in green and blue, of more the brightest.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   * @param values {@code [height, width, channels]}, row-major
   * @return the picture
   */
  public static Picture of(int height, int width, float[] values) {
    int pixels = height * width;
    return switch (values.length / pixels) {
      case 1 -> new Picture(height, width, values);
      case 2 -> new Picture(height, width, 3, inTwoColors(values));
      case 3 -> new Picture(height, width, 3, values);
      default -> new Picture(height, width, brightest(values, pixels));
    };
  }

  private static float[] inTwoColors(float[] pairs) {
    float[] colors = new float[pairs.length / 2 * 3];
    for (int i = 0; i < pairs.length / 2; i++) {
      colors[3 * i] = pairs[2 * i];
      colors[3 * i + 1] = pairs[2 * i + 1];
      colors[3 * i + 2] = pairs[2 * i + 1];
    }
    return colors;
  }

  private static float[] brightest(float[] values, int pixels) {
    float[] brightest = new float[pixels];
    Arrays.fill(brightest, Float.NEGATIVE_INFINITY);
    int channels = values.length / pixels;
    for (int i = 0; i < values.length; i++) {
      brightest[i / channels] = Math.max(brightest[i / channels], values[i]);
    }
    return brightest;
  }
}
