package org.stnjava.spark;

import java.util.List;
import org.stnjava.data.image.Picture;

/**
 * PNG and JPEG files.
 *
 * @param place what the model takes
 */
record FileCells(InputPlace place) implements SampleReader {

  @Override
  public Sample read(Object cell) {
    return sample(Picture.decode((byte[]) cell, place::requirePixels), place);
  }

  /**
   * Makes a picture what a model takes.
   *
   * @throws IllegalArgumentException if its size or its number of channels is another one
   */
  static Sample sample(Picture picture, InputPlace place) {
    place.requirePixels(picture.height(), picture.width());
    int wanted = place.channels();
    boolean convertible = wanted == 1 || wanted == 3 || wanted == 4;
    int channels = convertible ? wanted : picture.channels();
    List<Long> sizes = List.of((long) picture.height(), (long) picture.width(), (long) channels);
    if (!place.admits(sizes)) {
      throw new IllegalArgumentException(
          "expected a picture as %s but got one of %d channels"
              .formatted(place, picture.channels()));
    }
    return new Sample.Numbers(sizes, scaled(picture.values(channels), place.white()));
  }

  private static float[] scaled(float[] values, float white) {
    for (int i = 0; white != 1 && i < values.length; i++) {
      values[i] = Math.round(values[i] * white);
    }
    return values;
  }
}
