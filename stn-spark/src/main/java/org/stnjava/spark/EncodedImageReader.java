package org.stnjava.spark;

import java.util.List;
import org.stnjava.data.image.Picture;

/**
 * Decodes files of pictures.
 *
 * @param input the model's input
 */
record EncodedImageReader(InputSpec input) implements SampleReader {

  @Override
  public Sample read(Object cell) {
    return sample(Picture.decode((byte[]) cell, input::requirePixels), input);
  }

  /**
   * Converts an image to the model's input.
   *
   * @throws IllegalArgumentException if its size or its number of channels does not fit
   */
  static Sample sample(Picture picture, InputSpec input) {
    input.requirePixels(picture.height(), picture.width());
    int wanted = input.channels();
    boolean convertible = wanted == 1 || wanted == 3 || wanted == 4;
    int channels = convertible ? wanted : picture.channels();
    List<Long> sizes = List.of((long) picture.height(), (long) picture.width(), (long) channels);
    if (!input.admits(sizes)) {
      throw new IllegalArgumentException(
          "expected a picture as %s but got one of %d channels"
              .formatted(input, picture.channels()));
    }
    return new Sample.Numbers(sizes, scaled(picture.values(channels), input.white()));
  }

  private static float[] scaled(float[] values, float white) {
    for (int i = 0; white != 1 && i < values.length; i++) {
      values[i] = Math.round(values[i] * white);
    }
    return values;
  }
}
