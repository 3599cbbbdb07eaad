package org.stnjava.train.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

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
@SuppressWarnings("ArrayRecordComponent") // Pixels; never compared.
public record ReportImage(int height, int width, int channels, float[] values) {
  private static final int WHITE = 255;

  /** Checks that the values fit the size. */
  public ReportImage {
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
  public ReportImage(int height, int width, float[] gray) {
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
  public static ReportImage of(int height, int width, float[] values) {
    int pixels = height * width;
    return switch (values.length / pixels) {
      case 1 -> new ReportImage(height, width, values);
      case 2 -> new ReportImage(height, width, 3, inTwoColors(values));
      case 3 -> new ReportImage(height, width, 3, values);
      default -> new ReportImage(height, width, brightest(values, pixels));
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

  /** Returns the image as 8-bit PNG inside a {@code data:} address. */
  String dataUri() {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png());
  }

  /** Returns the image with 8 bits a channel. */
  BufferedImage toBufferedImage() {
    BufferedImage image =
        new BufferedImage(
            width,
            height,
            channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
    int[] levels = new int[values.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Math.round(WHITE * Math.max(0, Math.min(1, values[i])));
    }
    image.getRaster().setPixels(0, 0, width, height, levels);
    return image;
  }

  private byte[] png() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // An explicit stream: ImageIO would otherwise create a cache file in the temporary folder.
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(toBufferedImage(), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("an image cannot be encoded as PNG", e);
    }
    return bytes.toByteArray();
  }
}
