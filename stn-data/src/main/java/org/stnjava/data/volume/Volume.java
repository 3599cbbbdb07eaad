package org.stnjava.data.volume;

/**
 * Values on a grid of voxels.
 *
 * @param depth slices, at least 1
 * @param height rows of each slice, at least 1
 * @param width columns of each slice, at least 1
 * @param values {@code [depth, height, width]}
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of values are not copied; never compared.
public record Volume(int depth, int height, int width, float[] values) {

  /**
   * Scales the values to bytes: the smallest becomes 0, the largest 255. What is not finite becomes
   * 0, and so does every value of a uniform volume.
   *
   * @return unsigned bytes with the depth last, {@code [height, width, depth]}
   */
  public byte[] bytes() {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      if (Float.isFinite(value)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    double scale = most > least ? 255 / ((double) most - least) : 0;
    int plane = height * width;
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      boolean isFinite = Float.isFinite(values[i]);
      long value = isFinite ? Math.round(scale * ((double) values[i] - least)) : 0;
      bytes[i % plane * depth + i / plane] = (byte) value;
    }
    return bytes;
  }
}
