package org.stnjava.data.set;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stnjava.data.image.Picture;
import org.stnjava.data.set.ImageOptions.Fit;
import org.stnjava.data.volume.NiftiFile;
import org.stnjava.data.volume.Volume;

/**
 * A picture of unsigned bytes, or a volume, to be cut and resized.
 *
 * @param height rows
 * @param width columns
 * @param channels 1 or 3; the depth of a volume
 * @param pixels unsigned bytes, {@code [height, width, channels]}
 */
@SuppressWarnings("ArrayRecordComponent") // A picture on its way; never compared.
record Raster(int height, int width, int channels, byte[] pixels) {

  /** As many channels as a file has. */
  static final int OWN = 0;

  /**
   * Reads a picture's file or a volume's.
   *
   * @param file the file
   * @param channels 1 or 3, the depth of a volume, or {@link #OWN}
   * @throws IOException if it cannot be read, is neither, or has no such channels
   */
  static Raster read(Path file, int channels) throws IOException {
    try {
      if (NiftiFile.isOne(file)) {
        return of(NiftiFile.decode(Files.readAllBytes(file)), channels);
      }
      Picture picture = Picture.decode(Files.readAllBytes(file));
      return of(picture, channels == OWN ? picture.channels() : channels);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Raster of(Volume volume, int channels) {
    if (channels != OWN && channels != volume.depth()) {
      throw new IllegalArgumentException(
          "expected a volume of depth %d but got %d".formatted(channels, volume.depth()));
    }
    return new Raster(volume.height(), volume.width(), volume.depth(), volume.bytes());
  }

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
    ResizeWeights rows = ResizeWeights.of(height, (height - partY) / 2, partY, toHeight);
    ResizeWeights columns = ResizeWeights.of(width, (width - partX) / 2, partX, toWidth);
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

  private static byte[] lowered(float[] from, ResizeWeights rows, int row) {
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

  /**
   * Which pixels of an axis make each pixel of a shorter or longer one, and their shares.
   *
   * <p>A triangle as wide as two target pixels, at least two source pixels: bilinear where a
   * picture grows, free of aliases where it shrinks.
   *
   * @param first the first source pixel of each target pixel
   * @param weights the shares of the first and those that follow, which sum to 1
   */
  @SuppressWarnings("ArrayRecordComponent") // Tables for one picture; never compared.
  private record ResizeWeights(int[] first, float[][] weights) {

    /** For a part of an axis, in source pixels from its edge. */
    static ResizeWeights of(int length, double from, double part, int target) {
      double step = part / target;
      double reach = Math.max(1, step);
      int[] first = new int[target];
      float[][] weights = new float[target][];
      for (int i = 0; i < target; i++) {
        double center = from + (i + 0.5) * step;
        int low = Math.max(0, (int) Math.floor(center - reach));
        int high = Math.min(length, (int) Math.ceil(center + reach));
        double[] shares = new double[high - low];
        double sum = 0;
        for (int k = 0; k < shares.length; k++) {
          shares[k] = Math.max(0, 1 - Math.abs(low + k + 0.5 - center) / reach);
          sum += shares[k];
        }
        first[i] = low;
        weights[i] = new float[shares.length];
        for (int k = 0; k < shares.length; k++) {
          weights[i][k] = (float) (shares[k] / sum);
        }
      }
      return new ResizeWeights(first, weights);
    }
  }

  /**
   * A part of a picture, in pixels from its upper left corner; may leave it.
   *
   * @param left where it begins along the width
   * @param top where it begins along the height
   * @param right where it ends along the width, above {@code left}
   * @param bottom where it ends along the height, above {@code top}
   */
  record Region(double left, double top, double right, double bottom) {

    Region {
      if (!(left < right && top < bottom) || !Double.isFinite(right - left + bottom - top)) {
        throw new IllegalArgumentException(
            "region: expected finite numbers in order but got %s to %s and %s to %s"
                .formatted(left, right, top, bottom));
      }
    }

    /** The smallest region around both. */
    Region with(Region other) {
      return new Region(
          Math.min(left, other.left),
          Math.min(top, other.top),
          Math.max(right, other.right),
          Math.max(bottom, other.bottom));
    }

    /** The same middle, and sides that are longer by a share. */
    Region grown(double share) {
      double x = share * (right - left) / 2;
      double y = share * (bottom - top) / 2;
      return new Region(left - x, top - y, right + x, bottom + y);
    }
  }
}
