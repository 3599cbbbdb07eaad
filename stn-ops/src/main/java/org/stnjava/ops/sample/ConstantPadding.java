package org.stnjava.ops.sample;

import java.util.List;
import java.util.Optional;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TFloating;

/**
 * The same value everywhere outside the image.
 *
 * @param values none for zeros, one for all channels, or one a channel
 */
record ConstantPadding(List<Float> values) implements Outside {

  ConstantPadding {
    values = List.copyOf(values);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("values: expected finite numbers but got " + values);
      }
    }
  }

  @Override
  public LoopEdge loopEdge() {
    return LoopEdge.CONSTANT;
  }

  @Override
  public double[] loopValues() {
    return values.stream().mapToDouble(Float::doubleValue).toArray();
  }

  @Override
  public boolean hidesOutside() {
    return true;
  }

  /** Moves points that see nothing of the image to one place where none of their taps is on it. */
  @Override
  public <T extends TFloating> Operand<T> place(
      Ops tf, Operand<T> pixels, Edges<T> edges, double radius) {
    Operand<T> reach = Constants.of(tf, pixels.type(), radius);
    // A comparison with NaN is false, so NaN is outside.
    Operand<TBool> inside =
        tf.math.logicalAnd(
            tf.math.greater(pixels, tf.math.neg(reach)),
            tf.math.less(pixels, tf.math.add(edges.last(), reach)));
    return tf.select(inside, pixels, Constants.of(tf, pixels.type(), -radius - 1));
  }

  @Override
  public <T extends TFloating> Operand<T> pixel(
      Ops tf, Operand<T> pixel, Edges<T> edges, double radius) {
    return edges.clip(tf, pixel);
  }

  @Override
  public <T extends TFloating> Optional<Operand<T>> constant(Ops tf, Class<T> type, long channels) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    requireChannels(channels);
    double[] each = values.stream().mapToDouble(Float::doubleValue).toArray();
    return Optional.of(
        Constants.of(tf, type, each.length == 1 ? Shape.scalar() : Shape.of(each.length), each));
  }

  @Override
  public <T extends TFloating> Operand<T> fill(Ops tf, Operand<T> v, Operand<T> coverage) {
    Operand<T> one = Constants.of(tf, v.type(), 1);
    return constant(tf, v.type(), v.shape().get(1))
        .map(constant -> sum(tf, v, tf.math.mul(tf.math.sub(one, coverage), constant)))
        .orElse(v);
  }

  /** AddN takes equal shapes only, so that one channel does not become several. */
  private <T extends TFloating> Operand<T> sum(Ops tf, Operand<T> v, Operand<T> outside) {
    return values.size() > 1 ? tf.math.addN(List.of(v, outside)) : tf.math.add(v, outside);
  }

  private void requireChannels(long channels) {
    if (values.size() > 1 && channels != Shape.UNKNOWN_SIZE && channels != values.size()) {
      throw new IllegalArgumentException(
          "padding: expected 1 value or one for each of the %d channels but got %d"
              .formatted(channels, values.size()));
    }
  }
}
