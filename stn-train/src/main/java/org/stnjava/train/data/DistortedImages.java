package org.stnjava.train.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Images that a distortion has moved, with where it put each.
 *
 * @param images the distorted images
 * @param placements one for each image
 */
public record DistortedImages(LabeledImages images, List<Placement> placements) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there is not one placement for each image
   */
  public DistortedImages {
    placements = List.copyOf(placements);
    if (placements.size() != images.size()) {
      throw new IllegalArgumentException(
          "placements: expected one for each of "
              + images.size()
              + " images but got "
              + placements.size());
    }
  }

  /**
   * Distorts every image once, as a test set is made.
   *
   * <p>The images are spread over the processor's cores; image {@code i} depends on the seed and
   * {@code i} alone.
   *
   * @param source the images, at least one
   * @param distortion what to do to them
   * @param seed decides every draw
   * @return the distorted images in the order of the source, with the source's labels
   * @throws IllegalArgumentException if the result would not fit into one array
   */
  public static DistortedImages distortAll(LabeledImages source, Distortion distortion, long seed) {
    int height = distortion.height(source.height());
    int width = distortion.width(source.width());
    int channels = source.channels();
    byte[] pixels = Pixels.allocate(source.size(), height, width, channels);
    Placement[] placements = new Placement[source.size()];
    IntStream.range(0, source.size())
        .parallel()
        .forEach(
            i ->
                placements[i] =
                    distortion.distort(
                        source,
                        i,
                        Seeds.generator(Seeds.mix(seed, i)),
                        new Canvas(
                            height, width, channels, pixels, i * height * width * channels)));
    return new DistortedImages(
        new LabeledImages(height, width, channels, pixels, source.labels().clone()),
        List.of(placements));
  }
}
