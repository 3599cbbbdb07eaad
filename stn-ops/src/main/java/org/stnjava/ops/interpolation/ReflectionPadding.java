package org.stnjava.ops.interpolation;

import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * The image and its mirror images in turn, mirrored at the outer pixels' edges in half-pixel
 * coordinates, and at their centers in align-corners.
 */
record ReflectionPadding() implements Padding {

  private static final BorderPadding BORDER = new BorderPadding();

  /**
   * A coordinate reflected into the image.
   *
   * @param value inside the image; not differentiable
   * @param slope 1, or −1 where the image is mirrored
   */
  private record Reflected<T extends TFloating>(Operand<T> value, Operand<T> slope) {}

  /**
   * Reflects a point into the image. A coordinate that is not finite becomes NaN, which border
   * padding moves to the first pixel.
   */
  @Override
  public <T extends TFloating> Operand<T> place(Ops tf, Operand<T> pixels, Axis<T> axis) {
    return BORDER.place(tf, fold(tf, pixels, axis), axis);
  }

  @Override
  public <T extends TFloating> Operand<T> fold(Ops tf, Operand<T> pixels, Axis<T> axis) {
    Reflected<T> reflected = reflect(tf, pixels, axis);
    Operand<T> motion = tf.math.sub(pixels, tf.stopGradient(pixels)); // 0, of derivative 1
    return tf.math.add(reflected.value(), tf.math.mul(reflected.slope(), motion));
  }

  @Override
  public <T extends TFloating> Operand<T> pixel(Ops tf, Operand<T> pixel, Axis<T> axis) {
    // A kernel of radius 1 reads beyond the last pixel with weight 0 alone.
    return axis.clip(tf, axis.radius() <= 1 ? pixel : reflect(tf, pixel, axis).value());
  }

  private static <T extends TFloating> Reflected<T> reflect(Ops tf, Operand<T> x, Axis<T> axis) {
    boolean atEdges = axis.coordinates() == PixelCoordinates.HALF_PIXEL;
    Class<T> type = x.type();
    Operand<T> one = Constants.of(tf, type, 1);
    Operand<T> low = Constants.of(tf, type, atEdges ? -0.5 : 0);
    Operand<T> span = atEdges ? axis.count() : axis.last();
    // A single pixel in align-corners has no span; any other period leaves it unchanged.
    Operand<T> period = tf.math.maximum(tf.math.add(span, span), one);
    Operand<T> fromLow = tf.math.sub(x, low);
    Operand<T> phase = tf.math.floorMod(tf.math.abs(fromLow), period);
    Operand<T> back = tf.math.sub(period, phase);
    Operand<T> forward = tf.select(tf.math.lessEqual(phase, back), one, Constants.of(tf, type, -1));
    Operand<T> slope =
        tf.select(tf.math.less(fromLow, Constants.of(tf, type, 0)), tf.math.neg(forward), forward);
    Operand<T> value = tf.math.add(tf.math.minimum(phase, back), low);
    return new Reflected<>(tf.stopGradient(value), tf.stopGradient(slope));
  }
}
