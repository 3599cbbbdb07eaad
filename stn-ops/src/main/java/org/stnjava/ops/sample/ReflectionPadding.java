package org.stnjava.ops.sample;

import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * The image and its mirror images in turn, mirrored at the outer pixels' edges in half-pixel
 * coordinates, and at their centers in align-corners.
 */
record ReflectionPadding() implements Outside {

  private static final BorderPadding BORDER = new BorderPadding();

  /**
   * A coordinate reflected into the image.
   *
   * @param value where it comes to lie; not differentiable
   * @param slope 1, or −1 where the image is mirrored
   */
  private record Folded<T extends TFloating>(Operand<T> value, Operand<T> slope) {}

  @Override
  public LoopEdge loopEdge() {
    return LoopEdge.REFLECTION;
  }

  /**
   * Reflects a point into the image. A coordinate that is not finite becomes NaN, which border
   * padding takes for the first pixel.
   */
  @Override
  public <T extends TFloating> Operand<T> place(
      Ops tf, Operand<T> pixels, Edges<T> edges, double radius) {
    return BORDER.place(tf, folded(tf, pixels, edges), edges, radius);
  }

  @Override
  public <T extends TFloating> Operand<T> folded(Ops tf, Operand<T> pixels, Edges<T> edges) {
    Folded<T> folded = fold(tf, pixels, edges);
    Operand<T> motion = tf.math.sub(pixels, tf.stopGradient(pixels)); // 0, of derivative 1
    return tf.math.add(folded.value(), tf.math.mul(folded.slope(), motion));
  }

  @Override
  public <T extends TFloating> Operand<T> pixel(
      Ops tf, Operand<T> pixel, Edges<T> edges, double radius) {
    // A kernel of radius 1 reads beyond the last pixel with weight 0 alone.
    return edges.clip(tf, radius <= 1 ? pixel : fold(tf, pixel, edges).value());
  }

  @Override
  public <T extends TFloating> Operand<T> fill(Ops tf, Operand<T> v, Operand<T> coverage) {
    return v;
  }

  private static <T extends TFloating> Folded<T> fold(Ops tf, Operand<T> x, Edges<T> edges) {
    boolean atEdges = edges.coordinates() == PixelCoordinates.HALF_PIXEL;
    Class<T> type = x.type();
    Operand<T> one = Constants.of(tf, type, 1);
    Operand<T> low = Constants.of(tf, type, atEdges ? -0.5 : 0);
    Operand<T> span = atEdges ? edges.count() : edges.last();
    // A single pixel in align-corners has no span; any other period keeps it where it is.
    Operand<T> period = tf.math.maximum(tf.math.add(span, span), one);
    Operand<T> fromLow = tf.math.sub(x, low);
    Operand<T> phase = tf.math.floorMod(tf.math.abs(fromLow), period);
    Operand<T> back = tf.math.sub(period, phase);
    Operand<T> turned = tf.select(tf.math.lessEqual(phase, back), one, Constants.of(tf, type, -1));
    Operand<T> mirrored =
        tf.select(tf.math.less(fromLow, Constants.of(tf, type, 0)), tf.math.neg(turned), turned);
    Operand<T> value = tf.math.add(tf.math.minimum(phase, back), low);
    return new Folded<>(tf.stopGradient(value), tf.stopGradient(mirrored));
  }
}
