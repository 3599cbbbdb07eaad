package org.stnjava.savedmodel.graph.composition;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TFloating;

/** Colors from red, green and blue to hue, saturation and value, and back; all in [0, 1]. */
final class ColorCompositions {

  static final Map<String, Composition> ALL =
      Map.of("RGBToHSV", ColorCompositions::toHue, "HSVToRGB", ColorCompositions::fromHue);

  private ColorCompositions() {}

  private static Operand<TFloating> channel(Ops tf, OperationCall call, int index) {
    Operand<TFloating> colors = call.input(0);
    Operand<TFloating> rows = tf.reshape(colors, tf.constant(new int[] {-1, 3}));
    return tf.gather(rows, tf.constant(index), tf.constant(1));
  }

  private static List<Operand<TFloating>> stacked(
      Ops tf, OperationCall call, List<Operand<TFloating>> channels) {
    Operand<TFloating> rows = tf.stack(channels, Stack.axis(1L));
    return call.valued(tf.reshape(rows, tf.shape(call.input(0))));
  }

  private static List<Operand<TFloating>> toHue(Ops tf, OperationCall call) {
    Operand<TFloating> r = channel(tf, call, 0);
    Operand<TFloating> g = channel(tf, call, 1);
    Operand<TFloating> b = channel(tf, call, 2);
    Operand<TFloating> value = tf.math.maximum(r, tf.math.maximum(g, b));
    Operand<TFloating> range = tf.math.sub(value, tf.math.minimum(r, tf.math.minimum(g, b)));
    Operand<TFloating> saturation = ratio(tf, call, range, value);
    Operand<TBool> isRed = tf.math.equal(r, value);
    Operand<TBool> isGreen = tf.math.equal(g, value);
    Operand<TFloating> sixths =
        tf.select(
            isRed,
            ratio(tf, call, tf.math.sub(g, b), range),
            tf.select(
                isGreen,
                shifted(tf, call, ratio(tf, call, tf.math.sub(b, r), range), 2),
                shifted(tf, call, ratio(tf, call, tf.math.sub(r, g), range), 4)));
    Operand<TFloating> hue = tf.math.div(sixths, call.number(r, 6));
    return stacked(tf, call, List.of(hue, saturation, value));
  }

  private static Operand<TFloating> shifted(
      Ops tf, OperationCall call, Operand<TFloating> x, double by) {
    return tf.math.add(x, call.number(x, by));
  }

  /** 0 where the divisor is 0. */
  private static Operand<TFloating> ratio(
      Ops tf, OperationCall call, Operand<TFloating> x, Operand<TFloating> y) {
    Operand<TFloating> zero = call.number(y, 0);
    Operand<TBool> isZero = tf.math.equal(y, zero);
    Operand<TFloating> safe = tf.select(isZero, call.number(y, 1), y);
    return tf.select(isZero, zero, tf.math.div(x, safe));
  }

  private static List<Operand<TFloating>> fromHue(Ops tf, OperationCall call) {
    Operand<TFloating> sixths =
        tf.math.mul(channel(tf, call, 0), call.number(call.<TFloating>input(0), 6));
    Operand<TFloating> saturation = channel(tf, call, 1);
    Operand<TFloating> value = channel(tf, call, 2);
    Operand<TFloating> red = shifted(tf, call, distance(tf, call, sixths, 3), -1);
    Operand<TFloating> green = tf.math.sub(call.number(value, 2), distance(tf, call, sixths, 2));
    Operand<TFloating> blue = tf.math.sub(call.number(value, 2), distance(tf, call, sixths, 4));
    return stacked(
        tf,
        call,
        List.of(red, green, blue).stream()
            .map(share -> mixed(tf, call, share, saturation, value))
            .toList());
  }

  private static Operand<TFloating> distance(
      Ops tf, OperationCall call, Operand<TFloating> x, double from) {
    return tf.math.abs(shifted(tf, call, x, -from));
  }

  private static Operand<TFloating> mixed(
      Ops tf,
      OperationCall call,
      Operand<TFloating> share,
      Operand<TFloating> saturation,
      Operand<TFloating> value) {
    Operand<TFloating> one = call.number(value, 1);
    Operand<TFloating> clipped =
        tf.math.minimum(tf.math.maximum(share, call.number(value, 0)), one);
    Operand<TFloating> gray = tf.math.sub(one, saturation);
    return tf.math.mul(tf.math.add(gray, tf.math.mul(saturation, clipped)), value);
  }
}
