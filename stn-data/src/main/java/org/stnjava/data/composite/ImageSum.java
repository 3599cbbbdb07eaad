package org.stnjava.data.composite;

import java.util.List;
import java.util.random.RandomGenerator;
import org.stnjava.data.distortion.RotatedScaledTranslated;
import org.stnjava.data.scene.Annotation;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/**
 * Two images in two channels, each distorted on its own, to be added up: the label is the sum of
 * both. The paper's addition of digits (appendix A.1), named {@code addition}.
 *
 * @param distortion of each of them
 */
public record ImageSum(RotatedScaledTranslated distortion) implements Scene {

  private static final int SUMMANDS = 2;

  /**
   * Returns the paper's setting.
   *
   * @return each digit rotated, scaled and translated on 42 x 42 pixels
   */
  public static ImageSum paper() {
    return new ImageSum(RotatedScaledTranslated.paper());
  }

  @Override
  public String name() {
    return "addition";
  }

  @Override
  public ImageSpec layout(ImageSpec source) {
    return distortion
        .layout(source)
        .withChannels(SUMMANDS * source.channels())
        .withClasses(SUMMANDS * (source.classes() - 1) + 1);
  }

  @Override
  public Annotation draw(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    int other = random.nextInt(source.size());
    Placement first = summand(source, index, random, new Part(canvas, 0));
    Placement second = summand(source, other, random, new Part(canvas, source.channels()));
    int sum = source.labels()[index] + source.labels()[other];
    return new Annotation(new int[] {sum}, List.of(first.box(source), second.box(source)));
  }

  /** Some of a canvas's channels, from {@code first} on. */
  private record Part(Canvas canvas, int first) {}

  private Placement summand(LabeledImages source, int index, RandomGenerator random, Part part) {
    int channels = source.channels();
    Canvas all = part.canvas();
    int pixels = all.height() * all.width();
    Canvas alone = new Canvas(all.height(), all.width(), channels, new byte[pixels * channels], 0);
    Placement placement = distortion.distort(source, index, random, alone);
    for (int i = 0; i < pixels; i++) {
      int at = all.offset() + i * all.channels() + part.first();
      System.arraycopy(alone.pixels(), i * channels, all.pixels(), at, channels);
    }
    return placement;
  }
}
