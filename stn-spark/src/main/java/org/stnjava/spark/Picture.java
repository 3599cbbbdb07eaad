package org.stnjava.spark;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A decoded picture.
 *
 * @param height in pixels
 * @param width in pixels
 * @param channels 1 for gray, 3 for color, 4 for color with alpha
 * @param values {@code [height, width, channels]}, row-major, in [0, 1]
 */
record Picture(int height, int width, int channels, float[] values) {

  private static final int GRAY = 1;
  private static final int GRAY_AND_ALPHA = 2;
  private static final int RGB = 3;
  private static final int RGBA = 4;
  private static final int BYTE = 0xff;

  /** How bright red, green and blue are to the eye, ITU-R BT.601. */
  private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

  /** Where red, green, blue and alpha lie in the bits of a color. */
  private static final int[] SHIFTS = {16, 8, 0, 24};

  static {
    ImageIO.setUseCache(false);
  }

  /**
   * Decodes a file.
   *
   * @param file the bytes of a PNG or JPEG file
   * @param place what the model takes; a picture of another size is not decoded
   * @throws IllegalArgumentException if it is none, damaged, or of another size
   */
  static Picture decode(byte[] file, InputPlace place) {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IllegalArgumentException(
            "expected a PNG or JPEG picture but got %d bytes of something else"
                .formatted(file.length));
      }
      return decode(readers.next(), in, place);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private static Picture decode(ImageReader reader, ImageInputStream in, InputPlace place)
      throws IOException {
    try {
      reader.setInput(in, true, true);
      int height = reader.getHeight(0);
      int width = reader.getWidth(0);
      if (!place.admitsPixels(height, width)) {
        throw wrongSize(place, height, width);
      }
      return of(reader.read(0));
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      throw damaged(e); // the JDK's readers throw all kinds
    } finally {
      reader.dispose();
    }
  }

  private static IllegalArgumentException damaged(Exception reason) {
    return new IllegalArgumentException(
        "expected a whole PNG or JPEG picture but decoding failed: " + reason.getMessage(), reason);
  }

  private static IllegalArgumentException wrongSize(InputPlace place, int height, int width) {
    return new IllegalArgumentException(
        "expected a picture of %s pixels but got one of %s"
            .formatted(place.pixels(), List.of(height, width)));
  }

  private static Picture of(BufferedImage image) {
    ColorModel colors = image.getColorModel();
    return colors instanceof IndexColorModel
        ? palette(image, colors.hasAlpha() ? RGBA : RGB)
        : samples(image.getRaster(), colors.getComponentSize(0));
  }

  private static Picture samples(Raster raster, int bits) {
    int bands = raster.getNumBands();
    int channels = bands == GRAY_AND_ALPHA ? GRAY : bands;
    float white = (1 << bits) - 1;
    int[] all = raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
    float[] values = new float[all.length / bands * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = all[i / channels * bands + i % channels] / white;
    }
    return new Picture(raster.getHeight(), raster.getWidth(), channels, values);
  }

  private static Picture palette(BufferedImage image, int channels) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    float[] values = new float[Math.multiplyExact(pixels.length, channels)];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((pixels[i / channels] >> SHIFTS[i % channels]) & BYTE) / (float) BYTE;
    }
    return new Picture(height, width, channels, values);
  }

  /**
   * Makes it what a model takes.
   *
   * @throws IllegalArgumentException if its size is another one
   */
  Sample sample(InputPlace place) {
    if (!place.admitsPixels(height, width)) {
      throw wrongSize(place, height, width);
    }
    Picture fitting = withChannels(place.channels());
    List<Long> sizes = List.of((long) height, (long) width, (long) fitting.channels);
    if (!place.admits(sizes)) {
      throw new IllegalArgumentException(
          "expected a picture as %s but got one of %d channels".formatted(place, channels));
    }
    return new Sample.Numbers(sizes, fitting.scaled(place.white()));
  }

  /** The same picture as gray, color, or color with alpha; itself for any other number. */
  private Picture withChannels(int wanted) {
    boolean convertible = wanted == GRAY || wanted == RGB || wanted == RGBA;
    if (!convertible || wanted == channels) {
      return this;
    }
    float[] converted = new float[Math.multiplyExact(Math.multiplyExact(height, width), wanted)];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = channel(i / wanted * channels, i % wanted, wanted);
    }
    return new Picture(height, width, wanted, converted);
  }

  private float channel(int pixel, int channel, int wanted) {
    if (channel == RGB) {
      return 1; // opaque
    }
    if (channels == GRAY) {
      return values[pixel];
    }
    return wanted == GRAY ? brightness(pixel) : values[pixel + channel];
  }

  private float brightness(int pixel) {
    float red = values[pixel];
    float green = values[pixel + 1];
    float blue = values[pixel + 2];
    boolean gray = red == green && green == blue;
    return gray ? red : LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue;
  }

  private float[] scaled(float white) {
    if (white == 1) {
      return values;
    }
    float[] scaled = new float[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Math.round(values[i] * white);
    }
    return scaled;
  }
}
