package org.stnjava.data.scene;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.set.LabeledImages;

/**
 * Images that a scene was drawn on, with where it put each.
 *
 * @param images the distorted images
 * @param placements where the objects of each image went
 */
public record DistortedImages(LabeledImages images, List<List<Placement>> placements) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are not the placements of each image
   */
  public DistortedImages {
    placements = placements.stream().map(List::copyOf).toList();
    if (placements.size() != images.size()) {
      throw new IllegalArgumentException(
          "placements: expected those of each of "
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
   * @param scene what to make of each
   * @param seed decides every draw
   * @return the distorted images in the order of the source, with the labels that the scene gives
   * @throws IllegalArgumentException if the result would not fit into one array
   */
  public static DistortedImages distortAll(LabeledImages source, Scene scene, long seed) {
    int height = scene.height(source.height());
    int width = scene.width(source.width());
    int channels = scene.channels(source.channels());
    byte[] pixels = Canvas.allocate(source.size(), height, width, channels);
    Annotation[] drawn = new Annotation[source.size()];
    IntStream.range(0, source.size())
        .parallel()
        .forEach(
            i ->
                drawn[i] =
                    scene.draw(
                        source,
                        i,
                        Seeds.generator(Seeds.mix(seed, i)),
                        new Canvas(
                            height, width, channels, pixels, i * height * width * channels)));
    int[] labels =
        Arrays.stream(drawn).map(Annotation::labels).flatMapToInt(Arrays::stream).toArray();
    return new DistortedImages(
        new LabeledImages(
            height, width, channels, pixels, labels, scene.labels(source.labelsPerImage())),
        Arrays.stream(drawn).map(Annotation::placements).toList());
  }
}
