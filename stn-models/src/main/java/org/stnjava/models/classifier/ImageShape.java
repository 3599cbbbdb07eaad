package org.stnjava.models.classifier;

/**
 * The size of one image.
 *
 * @param height H, at least 1
 * @param width W, at least 1
 * @param channels C, at least 1
 */
public record ImageShape(int height, int width, int channels) {

  /** Checks the sizes. */
  public ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "shape: expected height, width and channels of at least 1 but got %dx%dx%d"
              .formatted(height, width, channels));
    }
  }

  /**
   * The number of values of one image.
   *
   * @return H·W·C
   */
  public int size() {
    return Math.multiplyExact(Math.multiplyExact(height, width), channels);
  }
}
