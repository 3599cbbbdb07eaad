package org.stnjava.data.composite;

import java.util.List;
import java.util.random.RandomGenerator;
import org.stnjava.data.distortion.Translated;
import org.stnjava.data.scene.Annotation;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.RotatedBox;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/**
 * Two images, one anywhere in the left half of a canvas and one anywhere in the right, whose
 * classes together are the class: both parts must be looked at. Named {@code pair}.
 *
 * <p>The label is that of the left image times the number of classes, plus that of the right one.
 *
 * @param half where each goes
 * @param each how many classes the images have, at least 1
 */
public record ImagePair(Translated half, int each) implements Scene {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if there is no class
   */
  public ImagePair {
    if (each < 1) {
      throw new IllegalArgumentException("each: expected at least 1 class but got " + each);
    }
  }

  /**
   * Returns a setting for digits.
   *
   * @return two of ten, on 64 x 96 pixels
   */
  public static ImagePair ofDigits() {
    return new ImagePair(new Translated(64, 48), 10);
  }

  /** Windows on parts have a size of their own, so that boxes would tell nothing. */
  private static final List<RotatedBox> NO_BOXES = List.of();

  @Override
  public String name() {
    return "pair";
  }

  @Override
  public ImageSpec layout(ImageSpec source) {
    return half.layout(source)
        .withSize(half.canvasHeight(), 2 * half.canvasWidth())
        .withClasses(each * each);
  }

  @Override
  public Annotation draw(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    int other = random.nextInt(source.size());
    place(source, index, random, canvas, 0);
    place(source, other, random, canvas, canvas.width() / 2);
    return new Annotation(new int[] {label(source, index) * each + label(source, other)}, NO_BOXES);
  }

  private int label(LabeledImages source, int index) {
    int label = source.labels()[index];
    if (label >= each) {
      throw new IllegalArgumentException(
          "labels: expected those of %d classes but got %d".formatted(each, label));
    }
    return label;
  }

  private void place(
      LabeledImages source, int index, RandomGenerator random, Canvas canvas, int left) {
    int channels = canvas.channels();
    int row = canvas.width() / 2 * channels;
    byte[] pixels = new byte[canvas.height() * row];
    Canvas alone = new Canvas(canvas.height(), canvas.width() / 2, channels, pixels, 0);
    half.distort(source, index, random, alone);
    for (int y = 0; y < canvas.height(); y++) {
      int to = canvas.offset() + (y * canvas.width() + left) * channels;
      System.arraycopy(pixels, y * row, canvas.pixels(), to, row);
    }
  }
}
