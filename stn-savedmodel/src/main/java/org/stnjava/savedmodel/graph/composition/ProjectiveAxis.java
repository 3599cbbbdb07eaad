package org.stnjava.savedmodel.graph.composition;

import java.util.List;
import org.stnjava.ops.operand.Constants;
import org.stnjava.savedmodel.graph.composition.ProjectiveSampler.Interpolation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * The coordinates of points along one axis of an image.
 *
 * @param tf where to build
 * @param points of any value
 * @param size how many pixels the axis has, a scalar
 * @param <S> the floating type
 */
record ProjectiveAxis<S extends TFloating>(Ops tf, Operand<S> points, Operand<TInt64> size) {

  /**
   * A pixel that points read.
   *
   * @param index in the image, also where the pixel is not
   * @param weight what it counts
   * @param isInside whether it is in the image
   */
  record Tap<S extends TFloating>(
      Operand<TInt64> index, Operand<S> weight, Operand<TBool> isInside) {}

  List<Tap<S>> taps(ProjectiveSampler sampler) {
    Operand<S> mapped =
        switch (sampler.fillMode()) {
          case CONSTANT -> nearImage();
          case REFLECT -> inside(reflected());
          case WRAP -> inside(wrapped());
          case NEAREST -> inside(points);
        };
    return sampler.interpolation() == Interpolation.NEAREST ? nearest(mapped) : bilinear(mapped);
  }

  /** Moves points outside the image to where all of their taps lie outside it. */
  private Operand<S> nearImage() {
    Operand<TBool> isNear =
        tf.math.logicalAnd(tf.math.greater(points, number(-1)), tf.math.less(points, count()));
    return tf.select(isNear, points, number(-2));
  }

  /** Clamps to the image; what is no number becomes 0. */
  private Operand<S> inside(Operand<S> place) {
    Operand<S> clipped = tf.clipByValue(place, number(0), last());
    return tf.select(tf.math.equal(clipped, clipped), clipped, number(0));
  }

  /** [abcd] goes on as dcba|abcd|dcba. */
  private Operand<S> reflected() {
    Operand<S> period = tf.math.mul(count(), number(2));
    Operand<S> below = tf.math.add(points, whole(tf.math.neg(points), period, period));
    Operand<S> belowFolded =
        tf.select(
            tf.math.less(below, tf.math.neg(count())),
            tf.math.add(below, period),
            tf.math.sub(tf.math.neg(below), number(1)));
    Operand<S> above = tf.math.sub(points, whole(points, period, period));
    Operand<S> aboveFolded =
        tf.select(
            tf.math.greaterEqual(above, count()),
            tf.math.sub(tf.math.sub(period, above), number(1)),
            above);
    return outside(belowFolded, aboveFolded);
  }

  /** [abcd] goes on as abcd|abcd|abcd; TensorFlow takes one pixel less for the period. */
  private Operand<S> wrapped() {
    Operand<S> period = tf.math.maximum(last(), number(1));
    Operand<S> below =
        tf.math.add(points, tf.math.add(whole(tf.math.neg(points), period, count()), count()));
    return outside(below, tf.math.sub(points, whole(points, period, count())));
  }

  /** How often a period lies within a distance, times a step. */
  private Operand<S> whole(Operand<S> distance, Operand<S> period, Operand<S> step) {
    return tf.stopGradient(tf.math.mul(step, tf.math.floor(tf.math.div(distance, period))));
  }

  private Operand<S> outside(Operand<S> below, Operand<S> above) {
    Operand<S> notBelow = tf.select(tf.math.greater(points, last()), above, points);
    return tf.select(tf.math.less(points, number(0)), below, notBelow);
  }

  /** Halves are rounded away from 0. */
  private List<Tap<S>> nearest(Operand<S> place) {
    Operand<S> distance = tf.math.abs(place);
    Operand<S> floor = tf.math.floor(distance);
    Operand<TBool> isUp = tf.math.greaterEqual(tf.math.sub(distance, floor), number(0.5));
    Operand<S> rounded = tf.select(isUp, tf.math.add(floor, number(1)), floor);
    Operand<S> pixel = tf.math.mul(rounded, tf.math.sign(place));
    return List.of(tap(pixel, number(1)));
  }

  private List<Tap<S>> bilinear(Operand<S> place) {
    Operand<S> left = tf.math.floor(place);
    Operand<S> fraction = tf.math.sub(place, tf.stopGradient(left));
    return List.of(
        tap(left, tf.math.sub(number(1), fraction)), tap(tf.math.add(left, number(1)), fraction));
  }

  private Tap<S> tap(Operand<S> pixel, Operand<S> weight) {
    Operand<S> within = tf.clipByValue(pixel, number(0), last());
    return new Tap<>(
        tf.dtypes.cast(tf.stopGradient(within), TInt64.class),
        weight,
        tf.math.equal(pixel, within));
  }

  private Operand<S> count() {
    return tf.dtypes.cast(size, points.type());
  }

  private Operand<S> last() {
    return tf.math.sub(count(), number(1));
  }

  private Operand<S> number(double value) {
    return Constants.of(tf, points.type(), value);
  }
}
