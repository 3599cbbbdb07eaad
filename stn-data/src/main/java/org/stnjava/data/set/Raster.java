package org.stnjava.data.set;

import org.stnjava.data.image.Picture;
import org.stnjava.data.set.ImageOptions.Fit;

/**
 * A picture of unsigned bytes, to be cut and resized.
 *
 * @param height rows
 * @param width columns
 * @param channels 1 or 3
 * @param pixels unsigned bytes, {@code [height, width, channels]}
 */
@SuppressWarnings("ArrayRecordComponent") // A picture on its way; nobody compares two.
record Raster(int height, int width, int channels, byte[] pixels) {

  /** Rounds a picture to bytes, in 1 or 3 channels. */
  static Raster of(Picture picture, int channels) {
    return new Raster(picture.height(), picture.width(), channels, picture.bytes(channels));
  }

  /** The whole pixels that a region meets; at least one, the nearest, if it lies outside. */
  Raster cut(Region region) {
    int left = within(Math.floor(region.left()), width - 1);
    int top = within(Math.floor(region.top()), height - 1);
    int right = Math.max(left + 1, within(Math.ceil(region.right()), width));
    int bottom = Math.max(top + 1, within(Math.ceil(region.bottom()), height));
    int row = (right - left) * channels;
    byte[] part = new byte[(bottom - top) * row];
    for (int y = top; y < bottom; y++) {
      System.arraycopy(pixels, (y * width + left) * channels, part, (y - top) * row, row);
    }
    return new Raster(bottom - top, right - left, channels, part);
  }

  private static int within(double place, int most) {
    return (int) Math.max(0, Math.min(place, most));
  }

  /** The same picture in another size. */
  Raster sized(int toHeight, int toWidth, Fit fit) {
    if (toHeight == height && toWidth == width) {
      return this;
    }
    double scale =
        fit == Fit.CROP ? Math.max((double) toHeight / height, (double) toWidth / width) : 0;
    double partY = fit == Fit.CROP ? toHeight / scale : height;
    double partX = fit == Fit.CROP ? toWidth / scale : width;
    Taps rows = Taps.of(height, (height - partY) / 2, partY, toHeight);
    Taps columns = Taps.of(width, (width - partX) / 2, partX, toWidth);
    float[] narrow = new float[height * toWidth * channels];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < toWidth; x++) {
        for (int channel = 0; channel < channels; channel++) {
          float sum = 0;
          for (int k = 0; k < columns.weights()[x].length; k++) {
            int from = (y * width + columns.first()[x] + k) * channels + channel;
            sum += columns.weights()[x][k] * (pixels[from] & 0xff);
          }
          narrow[(y * toWidth + x) * channels + channel] = sum;
        }
      }
    }
    return new Raster(toHeight, toWidth, channels, lowered(narrow, rows, toWidth * channels));
  }

  private static byte[] lowered(float[] from, Taps rows, int row) {
    byte[] result = new byte[rows.first().length * row];
    for (int y = 0; y < rows.first().length; y++) {
      for (int i = 0; i < row; i++) {
        float sum = 0;
        for (int k = 0; k < rows.weights()[y].length; k++) {
          sum += rows.weights()[y][k] * from[(rows.first()[y] + k) * row + i];
        }
        result[y * row + i] = (byte) Math.min(255, Math.round(sum));
      }
    }
    return result;
  }
}
