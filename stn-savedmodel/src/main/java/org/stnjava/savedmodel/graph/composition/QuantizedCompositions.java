package org.stnjava.savedmodel.graph.composition;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Simulated quantization, whose gradient is that of clipping. */
final class QuantizedCompositions {

  static final Map<String, Composition> ALL =
      Map.of(
          "FakeQuantWithMinMaxArgs", QuantizedCompositions::ofNumbers,
          "FakeQuantWithMinMaxVars", QuantizedCompositions::ofTensors,
          "FakeQuantWithMinMaxVarsPerChannel", QuantizedCompositions::ofTensors);

  private QuantizedCompositions() {}

  private static List<Operand<TFloat32>> ofNumbers(Ops tf, OperationCall call) {
    return clipped(tf, call, tf.constant(call.number("min")), tf.constant(call.number("max")));
  }

  private static List<Operand<TFloat32>> ofTensors(Ops tf, OperationCall call) {
    return clipped(tf, call, call.input(1), call.input(2));
  }

  /** The limits are moved so that 0 is one of the levels; that has no gradient of its own. */
  private static List<Operand<TFloat32>> clipped(
      Ops tf, OperationCall call, Operand<TFloat32> min, Operand<TFloat32> max) {
    float lowest = call.flag("narrow_range") ? 1 : 0;
    float highest = (1 << (int) call.integer("num_bits")) - 1;
    Operand<TFloat32> step = tf.math.div(tf.math.sub(max, min), tf.constant(highest - lowest));
    Operand<TFloat32> zero =
        tf.math.round(tf.math.sub(tf.constant(lowest), tf.math.div(min, step)));
    Operand<TFloat32> level =
        tf.math.minimum(tf.math.maximum(zero, tf.constant(lowest)), tf.constant(highest));
    Operand<TFloat32> low =
        tf.stopGradient(tf.math.mul(tf.math.sub(tf.constant(lowest), level), step));
    Operand<TFloat32> high =
        tf.stopGradient(tf.math.mul(tf.math.sub(tf.constant(highest), level), step));
    Operand<TFloat32> clipped =
        tf.math.minimum(call.<TFloat32>input(0), tf.math.add(high, call.change(max)));
    return call.valued(tf.math.maximum(clipped, tf.math.add(low, call.change(min))));
  }
}
