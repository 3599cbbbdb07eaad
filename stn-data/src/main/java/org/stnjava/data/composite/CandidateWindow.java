package org.stnjava.data.composite;

import java.util.List;
import java.util.random.RandomGenerator;
import org.stnjava.data.distortion.Cluttered;
import org.stnjava.data.scene.Annotation;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.scene.Range;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.scene.SourceImage;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/**
 * What a window of an object's size, magnified or reduced to that size, may show of a cluttered
 * image: an object near its middle or none, and clutter of the same magnification. Having no object
 * is the last class.
 *
 * @param scale the magnification, above 0
 * @param shift how far from the window's middle an object's may be along each axis, in pixels, at
 *     least 0
 * @param empty the share of images without an object, from 0 to below 1
 * @param surroundings how the image is cluttered; its canvas is larger than the objects
 */
public record CandidateWindow(Range scale, double shift, double empty, Cluttered surroundings)
    implements Scene {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public CandidateWindow {
    scale.requirePositive("scale");
    if (!(shift >= 0) || !(empty >= 0 && empty < 1)) {
      throw new IllegalArgumentException(
          "shift, empty: expected at least 0, and the latter below 1, but got %s and %s"
              .formatted(shift, empty));
    }
  }

  @Override
  public String name() {
    return "glimpse";
  }

  @Override
  public ImageSpec layout(ImageSpec source) {
    return source.withClasses(source.classes() + 1);
  }

  @Override
  public Annotation draw(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    double size = scale.draw(random);
    LabeledImages clutter = clutter(source, random);
    // The window stays inside the image where the image is the larger of the two.
    double roomX = Math.max(0, size * clutter.width() - canvas.width()) / 2;
    double roomY = Math.max(0, size * clutter.height() - canvas.height()) / 2;
    SourceImage.of(clutter, 0).place(near(size, roomX, roomY, random, canvas), canvas);
    if (random.nextDouble() < empty) {
      return new Annotation(new int[] {source.classes()}, List.of());
    }
    Placement placement = near(size, shift, shift, random, canvas);
    SourceImage.of(source, index).overlay(placement, canvas);
    return new Annotation(new int[] {source.labels()[index]}, List.of(placement.box(source)));
  }

  private LabeledImages clutter(LabeledImages source, RandomGenerator random) {
    int height = surroundings.translated().canvasHeight();
    int width = surroundings.translated().canvasWidth();
    int channels = source.channels();
    byte[] pixels = new byte[height * width * channels];
    Canvas canvas = new Canvas(height, width, channels, pixels, 0);
    surroundings.patches().pasteAny(source, random, canvas);
    return new LabeledImages(height, width, channels, pixels, new int[1]);
  }

  /** Somewhere about the middle of a canvas. */
  private static Placement near(
      double size, double roomX, double roomY, RandomGenerator random, Canvas canvas) {
    double x = 0.5 * canvas.width() + new Range(-roomX, roomX).draw(random);
    double y = 0.5 * canvas.height() + new Range(-roomY, roomY).draw(random);
    return new Placement(0, size, x, y);
  }
}
