package org.stnjava.data.scene;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/**
 * Images drawn by a scene, with the boxes of their objects.
 *
 * @param images the distorted images
 * @param boxes those of the objects of each image
 */
public record DistortedImages(LabeledImages images, List<List<RotatedBox>> boxes) {

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if there are not the boxes of each image
   */
  public DistortedImages {
    boxes = boxes.stream().map(List::copyOf).toList();
    if (boxes.size() != images.size()) {
      throw new IllegalArgumentException(
          "boxes: expected those of each of " + images.size() + " images but got " + boxes.size());
    }
  }

  /**
   * Distorts every image once, as a test set is made.
   *
   * <p>The images are spread over the processor's cores; image {@code i} depends on the seed and
   * {@code i} alone. A scene that keeps images gives those of the source.
   *
   * @param source the images, at least one
   * @param scene what to make of each
   * @param seed decides every draw
   * @return the distorted images in the order of the source, with the labels that the scene gives
   * @throws IllegalArgumentException if the result would not fit into one array
   */
  public static DistortedImages distortAll(LabeledImages source, Scene scene, long seed) {
    ImageSpec layout = scene.layout(source.spec());
    if (scene.keepsImages()) {
      RotatedBox whole = Placement.upright(0.5 * source.width(), 0.5 * source.height()).box(source);
      return new DistortedImages(source, Collections.nCopies(source.size(), List.of(whole)));
    }
    byte[] pixels = layout.allocate(source.size());
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
                        Canvas.of(layout, pixels, i)));
    int[] labels =
        Arrays.stream(drawn).map(Annotation::labels).flatMapToInt(Arrays::stream).toArray();
    return new DistortedImages(
        new LabeledImages(
            layout.height(), layout.width(), layout.channels(), pixels, labels, layout.labels()),
        Arrays.stream(drawn).map(Annotation::boxes).toList());
  }
}
