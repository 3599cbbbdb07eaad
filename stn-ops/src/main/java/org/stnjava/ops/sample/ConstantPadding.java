package org.stnjava.ops.sample;

import java.util.List;
import java.util.Optional;
import org.stnjava.ops.constant.Constants;
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
  public <T extends TFloating> Place<T> place(
      Ops tf, Operand<T> pixels, Edges<T> edges, double radius) {
    Operand<T> reach = Constants.of(tf, pixels.type(), radius);
    // A comparison with NaN is false, so NaN is outside.
    Operand<TBool> inside =
        tf.math.logicalAnd(
            tf.math.greater(pixels, tf.math.neg(reach)),
            tf.math.less(pixels, tf.math.add(edges.last(), reach)));
    Operand<T> x = tf.select(inside, pixels, Constants.of(tf, pixels.type(), 0));
    return new Place<>(x, Optional.of(inside));
  }

  @Override
  public <T extends TFloating> Operand<T> pixel(
      Ops tf, Operand<T> pixel, Edges<T> edges, double radius) {
    return edges.clip(tf, pixel);
  }

  @Override
  public <T extends TFloating> Operand<T> fill(Ops tf, Operand<T> v, Operand<T> coverage) {
    if (values.isEmpty()) {
      return v;
    }
    requireChannels(v.shape());
    float[] row = new float[values.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = values.get(i);
    }
    Operand<T> constant = tf.dtypes.cast(tf.constant(new float[][] {row}), v.type());
    Operand<T> one = Constants.of(tf, v.type(), 1);
    return tf.math.add(v, tf.math.mul(tf.math.sub(one, coverage), constant));
  }

  private void requireChannels(Shape shape) {
    long channels = shape.get(1);
    if (values.size() > 1 && channels != Shape.UNKNOWN_SIZE && channels != values.size()) {
      throw new IllegalArgumentException(
          "padding: expected 1 value or one for each of the %d channels but got %d"
              .formatted(channels, values.size()));
    }
  }
}
