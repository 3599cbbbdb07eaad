package org.stnjava.data.composite;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Annotation;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.scene.Range;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.scene.SourceImage;
import org.stnjava.data.set.DigitLabels;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/**
 * A number of some digits before a background with clutter, like those of houses; named {@code
 * sequence}.
 *
 * <p>Every length is equally likely. An image has a label for each place of the longest number,
 * from left to right; places after the last digit have the class {@value DigitLabels#NONE}. Digits
 * stand in a row and are rotated by up to ten degrees each; the background is a slope of grays with
 * pieces of other digits on it, of which the brighter shows. Where the digits are is not recorded.
 *
 * @param longest how many digits a number has at most, at least 1
 * @param scale the sizes of digits relative to the source's; long numbers are as large as they may
 *     be but never wider than the canvas
 * @param background drawn behind the digits
 * @param canvasHeight rows of the canvas
 * @param canvasWidth columns of the canvas
 */
public record Sequence(
    int longest, Range scale, Background background, int canvasHeight, int canvasWidth)
    implements Scene {

  /** From one digit's middle to the next's: the ink of 20 in 28 pixels hardly touches. */
  private static final double ADVANCE = 0.66;

  private static final Range TURN = new Range(-Math.PI / 18, Math.PI / 18);

  /** How far a digit may stand above or below the others, as a share of its height. */
  private static final Range LIFT = new Range(-0.06, 0.06);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if numbers have no digit, a scale is not above 0, or the
   *     canvas has no pixel
   */
  public Sequence {
    if (longest < 1) {
      throw new IllegalArgumentException("longest: expected at least 1 but got " + longest);
    }
    scale.requirePositive("scale");
    Canvas.requireSize(canvasHeight, canvasWidth);
  }

  /**
   * Returns numbers like those of houses.
   *
   * @return one to five digits of 0.5 to 1.2 times their size on 64 x 64 pixels
   */
  public static Sequence houseNumbers() {
    return new Sequence(DigitLabels.LONGEST, new Range(0.5, 1.2), Background.clutter(), 64, 64);
  }

  @Override
  public String name() {
    return "sequence";
  }

  @Override
  public ImageSpec layout(ImageSpec source) {
    if (source.labels() != 1) {
      throw new IllegalArgumentException(
          "labels: expected images of one digit each but got " + source.labels() + " an image");
    }
    if (source.classes() > DigitLabels.NONE) {
      throw new IllegalArgumentException(
          "classes: expected the %d digits but got %d"
              .formatted(DigitLabels.NONE, source.classes()));
    }
    return source
        .withSize(canvasHeight, canvasWidth)
        .withLabels(longest)
        .withClasses(DigitLabels.NONE + 1);
  }

  @Override
  public Annotation draw(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    int length = 1 + random.nextInt(longest);
    background.draw(source, index, random, canvas);
    List<Integer> digits = new ArrayList<>();
    Row row = row(source, length, random);
    for (int i = 0; i < length; i++) {
      int digit = i == 0 ? index : random.nextInt(source.size());
      digits.add(source.labels()[digit]);
      SourceImage.of(source, digit).overlay(row.place(i, random), canvas);
    }
    return new Annotation(DigitLabels.labels(digits, longest), List.of());
  }

  /** Digits side by side: where the first one's middle is, and how far it is to the next. */
  private record Row(double scale, double x, double y, double advance, double height) {
    Placement place(int i, RandomGenerator random) {
      return new Placement(
          TURN.draw(random), scale, x + i * advance, y + LIFT.draw(random) * height);
    }
  }

  private Row row(LabeledImages source, int length, RandomGenerator random) {
    double widths = 1 + ADVANCE * (length - 1);
    double most =
        Math.min(
            scale.to(),
            Math.min(
                canvasWidth / (widths * source.width()), (double) canvasHeight / source.height()));
    double size = new Range(Math.min(scale.from(), most), most).draw(random);
    double width = size * source.width();
    double height = size * source.height();
    double left = random.nextDouble() * (canvasWidth - widths * width);
    double top = random.nextDouble() * (canvasHeight - height);
    return new Row(size, left + width / 2, top + height / 2, ADVANCE * width, height);
  }
}
