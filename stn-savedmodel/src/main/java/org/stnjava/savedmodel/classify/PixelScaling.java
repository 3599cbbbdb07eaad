package org.stnjava.savedmodel.classify;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values that a model is fed for pixels: {@code scale · x + offset}, where x is the pixel in
 * [0, 1], its byte divided by 255.
 *
 * @param scale the difference between white and black; finite and not 0
 * @param offset the value of black; finite
 */
public record PixelScaling(double scale, double offset) {

  /** Values in [0, 1], as the toolkit's own models take them. */
  public static final PixelScaling UNIT = new PixelScaling(1, 0);

  /** Values in [0, 255], the bytes themselves. */
  public static final PixelScaling BYTES = new PixelScaling(255, 0);

  /** Values in [−1, 1]. */
  public static final PixelScaling SIGNED = new PixelScaling(2, -1);

  private static final double WHITE = 255;

  private static final Map<String, PixelScaling> RANGES = ranges();

  /** Checks that both are finite and the scale is not 0. */
  public PixelScaling {
    if (!Double.isFinite(scale) || scale == 0) {
      throw new IllegalArgumentException(
          "scale: expected a finite number other than 0 but got " + scale);
    }
    if (!Double.isFinite(offset)) {
      throw new IllegalArgumentException("offset: expected a finite number but got " + offset);
    }
  }

  private static Map<String, PixelScaling> ranges() {
    Map<String, PixelScaling> ranges = new LinkedHashMap<>();
    ranges.put("0..1", UNIT);
    ranges.put("0..255", BYTES);
    ranges.put("-1..1", SIGNED);
    return ranges;
  }

  /**
   * Finds the scaling to a common range.
   *
   * @param range {@code 0..1}, {@code 0..255} or {@code -1..1}
   * @return the scaling
   * @throws IllegalArgumentException if the range is another one
   */
  public static PixelScaling ofRange(String range) {
    PixelScaling scaling = RANGES.get(range);
    if (scaling == null) {
      throw new IllegalArgumentException(
          "expected 0..1, 0..255 or -1..1 but got '%s'".formatted(range));
    }
    return scaling;
  }

  /** The value of a pixel whose byte is {@code level}, 0 to 255. */
  double value(double level) {
    return level * scale / WHITE + offset;
  }

  /** The name of the range, or its bounds. */
  @Override
  public String toString() {
    return RANGES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(this))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("%s..%s".formatted(number(value(0)), number(value(WHITE))));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
