package org.stnjava.spark;

import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.Row;
import org.stnjava.data.image.Picture;

/**
 * Converts structs of Spark's data source {@code image}, whose channels are in the order blue,
 * green, red.
 *
 * @param input the model's input
 */
record ImageStructReader(InputSpec input) implements SampleReader {

  /** The channels of a pixel in the order red, green, blue, alpha. */
  private static final int[] RED_FIRST = {2, 1, 0, 3};

  @Override
  public Sample read(Object cell) {
    Row image = (Row) cell;
    int height = ImageSchema.getHeight(image);
    int width = ImageSchema.getWidth(image);
    int channels = ImageSchema.getNChannels(image);
    byte[] data = ImageSchema.getData(image);
    boolean known = channels == 1 || channels == 3 || channels == 4;
    if (height < 1 || width < 1 || !known || data.length != (long) height * width * channels) {
      throw new IllegalArgumentException(
          "expected an image of 1, 3 or 4 bytes a pixel but got %dx%d pixels of %d channels in %d bytes; Spark could not decode it or it is damaged"
              .formatted(height, width, channels, data.length));
    }
    byte[] pixels = new byte[data.length];
    for (int at = 0; at < data.length; at += channels) {
      for (int channel = 0; channel < channels; channel++) {
        pixels[at + channel] = data[channels == 1 ? at : at + RED_FIRST[channel]];
      }
    }
    return EncodedImageReader.sample(Picture.of(height, width, channels, pixels), input);
  }
}
