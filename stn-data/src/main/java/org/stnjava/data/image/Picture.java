package org.stnjava.data.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A decoded picture of one channel (gray) or three (red, green, blue).
 *
 * <p>Files are PNG, JPEG, BMP, GIF (the first frame), WebP, TIFF (the first page), PGM or PPM. The
 * same rules hold wherever the toolkit reads pictures:
 *
 * <ul>
 *   <li><b>Gray</b> stays one channel, without gamma correction; color becomes three.
 *   <li><b>Palettes</b> become their colors: one channel if every color of the palette is gray,
 *       which pictures of 1 bit are, else three.
 *   <li><b>16 bits</b> are kept: 65535 is 1.
 *   <li><b>Alpha</b> is composited on black, the background of the toolkit's own images and the
 *       value of zero padding; networks take no alpha, and the color of a transparent pixel is
 *       arbitrary.
 *   <li><b>EXIF orientation</b> of JPEG and TIFF pictures is applied; a damaged EXIF segment is
 *       ignored.
 *   <li><b>CMYK</b> and YCCK JPEG pictures become red, green and blue.
 *   <li><b>Color profiles</b> of gray and RGB pictures are ignored, as Pillow and TensorFlow do.
 *   <li>A file that ends early is an error, also where a part of the pixels could be decoded.
 * </ul>
 *
 * <p>Immutable.
 */
public final class Picture {

  /** The largest sample; samples of fewer bits are scaled up to it, which is exact. */
  static final int WHITE = 0xffff;

  private static final int BYTE = 0xff;

  /** Weights of red, green and blue in luma, in thousandths (ITU-R BT.601). */
  private static final int[] LUMA = {299, 587, 114};

  private static final int LUMA_SUM = 1000;

  private final int height;
  private final int width;
  private final int channels;
  private final char[] samples;

  /** Takes over {@code samples}: {@code [height, width, channels]}, 0 to {@link #WHITE}. */
  Picture(int height, int width, int channels, char[] samples) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.samples = samples;
  }

  /** A check of a picture's size before its pixels are decoded. */
  @FunctionalInterface
  public interface SizeCheck {
    /**
     * Refuses a size.
     *
     * @param height rows, after the orientation is applied
     * @param width columns, after the orientation is applied
     * @throws IllegalArgumentException if the picture is not to be decoded
     */
    void check(int height, int width);
  }

  /**
   * Reads a file.
   *
   * @param file a picture
   * @return the picture
   * @throws IllegalArgumentException if it is something else or damaged; names the file
   * @throws UncheckedIOException if it is missing or cannot be read; names the file
   */
  public static Picture read(Path file) {
    try {
      return decode(Files.readAllBytes(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(file + ": expected a file but there is none", e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }

  /**
   * Decodes the bytes of a file.
   *
   * @param file the bytes of a picture's file
   * @return the picture
   * @throws IllegalArgumentException if they are something else or damaged
   */
  public static Picture decode(byte[] file) {
    return decode(file, (height, width) -> {});
  }

  /**
   * Decodes the bytes of a file if the size is wanted.
   *
   * @param file the bytes of a picture's file
   * @param size sees the size before pixels are decoded
   * @return the picture
   * @throws IllegalArgumentException if the bytes are something else or damaged, or {@code size}
   *     refuses
   */
  public static Picture decode(byte[] file, SizeCheck size) {
    return PictureDecoder.decode(file, size);
  }

  /**
   * Reads the size alone.
   *
   * @param file the bytes of a picture's file; the first ones may do
   * @return height and width after the orientation is applied
   * @throws IllegalArgumentException if they are something else, damaged or too few
   */
  public static int[] size(byte[] file) {
    return PictureDecoder.size(file);
  }

  /**
   * Makes a picture of unsigned bytes.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   * @param channels 1 (gray), 2 (gray and alpha), 3 (red, green, blue) or 4 (with alpha)
   * @param pixels {@code [height, width, channels]}
   * @return the picture, alpha composited on black
   * @throws IllegalArgumentException if the sizes do not fit
   */
  public static Picture of(int height, int width, int channels, byte[] pixels) {
    boolean known = channels >= 1 && channels <= 4;
    if (height < 1 || width < 1 || !known || pixels.length != (long) height * width * channels) {
      throw new IllegalArgumentException(
          "picture: expected at least 1 x 1 pixel of 1 to 4 channels but got %d bytes for %d x %d x %d"
              .formatted(pixels.length, height, width, channels));
    }
    char[] samples = new char[pixels.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (char) ((pixels[i] & BYTE) * (WHITE / BYTE));
    }
    return composited(height, width, channels, samples);
  }

  /** Composites alpha, the last of 2 or 4 channels, on black. */
  static Picture composited(int height, int width, int channels, char[] samples) {
    if (channels % 2 == 1) {
      return new Picture(height, width, channels, samples);
    }
    int colors = channels - 1;
    char[] opaque = new char[samples.length / channels * colors];
    for (int i = 0; i < opaque.length; i++) {
      int pixel = i / colors * channels;
      long product = (long) samples[pixel + i % colors] * samples[pixel + colors];
      opaque[i] = (char) ((product + WHITE / 2) / WHITE);
    }
    return new Picture(height, width, colors, opaque);
  }

  /**
   * Returns the height.
   *
   * @return rows, at least 1
   */
  public int height() {
    return height;
  }

  /**
   * Returns the width.
   *
   * @return columns, at least 1
   */
  public int width() {
    return width;
  }

  /**
   * Returns the number of channels.
   *
   * @return 1 or 3
   */
  public int channels() {
    return channels;
  }

  /**
   * Returns the values as they are.
   *
   * @return a new array, {@code [height, width, channels]}, in [0, 1]
   */
  public float[] values() {
    return values(channels);
  }

  /**
   * Returns the values in a number of channels: color becomes its luma, gray is repeated, a fourth
   * channel is opaque.
   *
   * @param wanted 1, 3 or 4
   * @return a new array, {@code [height, width, wanted]}, in [0, 1]
   * @throws IllegalArgumentException for any other number
   */
  public float[] values(int wanted) {
    float[] values = new float[length(wanted)];
    for (int i = 0; i < values.length; i++) {
      // The division of doubles, rounded to a float, gives the float next to v/65535.
      values[i] = (float) (thousandfold(i / wanted, i % wanted, wanted) / (WHITE * 1000.0));
    }
    return values;
  }

  /**
   * Returns the values, rounded to 8 bits, in a number of channels as {@link #values(int)} does.
   *
   * @param wanted 1, 3 or 4
   * @return a new array of unsigned bytes, {@code [height, width, wanted]}
   * @throws IllegalArgumentException for any other number
   */
  public byte[] bytes(int wanted) {
    int step = LUMA_SUM * (WHITE / BYTE);
    byte[] bytes = new byte[length(wanted)];
    if (wanted == channels) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) ((samples[i] + WHITE / BYTE / 2) / (WHITE / BYTE));
      }
      return bytes;
    }
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ((thousandfold(i / wanted, i % wanted, wanted) + step / 2) / step);
    }
    return bytes;
  }

  private int length(int wanted) {
    if (wanted != 1 && wanted != 3 && wanted != 4) {
      throw new IllegalArgumentException("channels: expected 1, 3 or 4 but got " + wanted);
    }
    return Math.multiplyExact(Math.multiplyExact(height, width), wanted);
  }

  /** A value times 1000, in which luma is exact. */
  private int thousandfold(int pixel, int channel, int wanted) {
    if (channel == 3) {
      return WHITE * LUMA_SUM;
    }
    if (channels == 1) {
      return samples[pixel] * LUMA_SUM;
    }
    if (wanted != 1) {
      return samples[pixel * channels + channel] * LUMA_SUM;
    }
    int sum = 0;
    for (int i = 0; i < LUMA.length; i++) {
      sum += LUMA[i] * samples[pixel * channels + i];
    }
    return sum;
  }

  /**
   * Rotates or mirrors by an EXIF orientation.
   *
   * @param orientation 1 to 8
   */
  Picture oriented(int orientation) {
    if (orientation == 1) {
      return this;
    }
    boolean transposed = orientation >= 5;
    int newHeight = transposed ? width : height;
    int newWidth = transposed ? height : width;
    char[] moved = new char[samples.length];
    for (int row = 0; row < newHeight; row++) {
      for (int column = 0; column < newWidth; column++) {
        int y = transposed ? column : row;
        int x = transposed ? row : column;
        boolean fromBottom =
            orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        boolean fromRight =
            orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        int from = (fromBottom ? height - 1 - y : y) * width + (fromRight ? width - 1 - x : x);
        System.arraycopy(
            samples, from * channels, moved, (row * newWidth + column) * channels, channels);
      }
    }
    return new Picture(newHeight, newWidth, channels, moved);
  }

  /** Names the sizes, for example {@code 28 x 30 x 3}. */
  @Override
  public String toString() {
    return height + " x " + width + " x " + channels;
  }
}
