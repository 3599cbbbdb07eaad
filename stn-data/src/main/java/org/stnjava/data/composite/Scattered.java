package org.stnjava.data.composite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Annotation;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.scene.Range;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.scene.SourceImage;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/**
 * Several images anywhere on one canvas, each with its label; named {@code scattered}.
 *
 * <p>Labels and placements go from left to right. Each image lies within the canvas as a whole;
 * where two of them overlap, the brighter one shows.
 *
 * @param objects how many, at least 1
 * @param scale the sizes relative to the source's, above 0
 * @param apart how far the middles of two of them lie apart along one axis at least, relative to
 *     the distance at which they touch, from 0
 * @param canvasHeight rows of the canvas
 * @param canvasWidth columns of the canvas
 */
public record Scattered(int objects, Range scale, double apart, int canvasHeight, int canvasWidth)
    implements Scene {

  /** A digit of 28 x 28 pixels is written within 20 x 20: two this far apart do not touch. */
  private static final double DIGITS_APART = 0.75;

  /** Draws of a place, and of whole scenes, before giving up; usual scenes need a few. */
  private static final int TRIES = 100;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if there is no object, a scale is not above 0, the distance is
   *     below 0, or the canvas has no pixel
   */
  public Scattered {
    if (objects < 1) {
      throw new IllegalArgumentException("objects: expected at least 1 but got " + objects);
    }
    if (!(apart >= 0)) {
      throw new IllegalArgumentException("apart: expected 0 or more but got " + apart);
    }
    scale.requirePositive("scale");
    Canvas.requireSize(canvasHeight, canvasWidth);
  }

  /**
   * Returns digits that do not touch.
   *
   * @param objects how many, at least 1
   * @return each 0.7 to 0.9 times its size, on 60 x 60 pixels
   */
  public static Scattered digits(int objects) {
    return new Scattered(objects, new Range(0.7, 0.9), DIGITS_APART, 60, 60);
  }

  @Override
  public String name() {
    return "scattered";
  }

  @Override
  public ImageSpec layout(ImageSpec source) {
    return source.withSize(canvasHeight, canvasWidth).withLabels(objects * source.labels());
  }

  /** An image with its place. */
  private record Placed(int index, Placement placement) {}

  @Override
  public Annotation draw(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    List<Placement> places = places(source, random);
    List<Placed> all = new ArrayList<>();
    for (Placement place : places) {
      all.add(new Placed(all.isEmpty() ? index : random.nextInt(source.size()), place));
    }
    all.sort(Comparator.comparingDouble(placed -> placed.placement().centerX()));
    canvas.clear();
    int[] labels = new int[objects * source.labelsPerImage()];
    for (int i = 0; i < objects; i++) {
      SourceImage.of(source, all.get(i).index()).overlay(all.get(i).placement(), canvas);
      int each = source.labelsPerImage();
      System.arraycopy(source.labels(), all.get(i).index() * each, labels, i * each, each);
    }
    return new Annotation(
        labels, all.stream().map(placed -> placed.placement().box(source)).toList());
  }

  private List<Placement> places(LabeledImages source, RandomGenerator random) {
    for (int scene = 0; scene < TRIES; scene++) {
      List<Placement> places = new ArrayList<>();
      for (int attempt = 0; attempt < TRIES && places.size() < objects; attempt++) {
        Placement next = place(source, random);
        if (places.stream().allMatch(other -> areApart(next, other, source))) {
          places.add(next);
        }
      }
      if (places.size() == objects) {
        return places;
      }
    }
    throw new IllegalArgumentException(
        "objects: expected as many as find room on %d x %d pixels but got %d"
            .formatted(canvasHeight, canvasWidth, objects));
  }

  private Placement place(LabeledImages source, RandomGenerator random) {
    double size = scale.draw(random);
    double x = size * source.width() / 2;
    double y = size * source.height() / 2;
    if (2 * x > canvasWidth || 2 * y > canvasHeight) {
      throw new IllegalArgumentException(
          "canvas: expected at least the images' %s x %s but got %d x %d"
              .formatted(2 * y, 2 * x, canvasHeight, canvasWidth));
    }
    return new Placement(
        0, size, random.nextDouble(x, canvasWidth - x), random.nextDouble(y, canvasHeight - y));
  }

  private boolean areApart(Placement one, Placement other, LabeledImages source) {
    double reach = apart * (one.scale() + other.scale()) / 2;
    return Math.abs(one.centerX() - other.centerX()) >= reach * source.width()
        || Math.abs(one.centerY() - other.centerY()) >= reach * source.height();
  }
}
