package org.stnjava.savedmodel.graph.composition;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** Derivatives of elementwise functions, which models that compute gradients contain. */
final class SecondDerivatives {

  private static final double SELU_SCALE_ALPHA = 1.7580993408473768;
  private static final double SELU_SCALE = 1.0507009873554805;
  private static final int RELU_LIMIT = 6;

  static final Map<String, Composition> ALL =
      Map.ofEntries(
          Map.entry("ReluGrad", SecondDerivatives::relu),
          Map.entry("Relu6Grad", SecondDerivatives::relu6),
          Map.entry("EluGrad", SecondDerivatives::elu),
          Map.entry("SeluGrad", SecondDerivatives::selu),
          Map.entry("SoftplusGrad", SecondDerivatives::softplus),
          Map.entry("TanhGrad", SecondDerivatives::tanh),
          Map.entry("SigmoidGrad", SecondDerivatives::sigmoid),
          Map.entry("SqrtGrad", SecondDerivatives::sqrt),
          Map.entry("RsqrtGrad", SecondDerivatives::rsqrt),
          Map.entry("ReciprocalGrad", SecondDerivatives::reciprocal),
          Map.entry("InvGrad", SecondDerivatives::reciprocal),
          Map.entry("BiasAddGrad", SecondDerivatives::biasAdd));

  private SecondDerivatives() {}

  private static List<Operand<TFloating>> relu(Ops tf, OperationCall call) {
    Operand<TFloating> x = call.input(1);
    return passed(tf, call, tf.math.greater(x, call.number(x, 0)));
  }

  private static List<Operand<TFloating>> relu6(Ops tf, OperationCall call) {
    Operand<TFloating> x = call.input(1);
    return passed(
        tf,
        call,
        tf.math.logicalAnd(
            tf.math.greater(x, call.number(x, 0)), tf.math.less(x, call.number(x, RELU_LIMIT))));
  }

  private static List<Operand<TFloating>> passed(
      Ops tf, OperationCall call, Operand<TBool> condition) {
    Operand<TFloating> dy = call.input(0);
    return List.of(tf.math.mul(dy, tf.dtypes.cast(condition, dy.type())));
  }

  private static List<Operand<TFloating>> elu(Ops tf, OperationCall call) {
    return exponential(tf, call, 1, 1);
  }

  private static List<Operand<TFloating>> selu(Ops tf, OperationCall call) {
    return exponential(tf, call, SELU_SCALE, SELU_SCALE_ALPHA);
  }

  /** The slope where the output is positive, and output + floor where it is not. */
  private static List<Operand<TFloating>> exponential(
      Ops tf, OperationCall call, double slope, double floor) {
    Operand<TFloating> dy = call.input(0);
    Operand<TFloating> y = call.input(1);
    Operand<TBool> isNegative = tf.math.less(y, call.number(y, 0));
    Operand<TFloating> curved = tf.math.mul(dy, tf.math.add(y, call.number(y, floor)));
    return List.of(tf.select(isNegative, curved, tf.math.mul(dy, call.number(dy, slope))));
  }

  private static List<Operand<TFloating>> softplus(Ops tf, OperationCall call) {
    return List.of(
        tf.math.mul(call.<TFloating>input(0), tf.math.sigmoid(call.<TFloating>input(1))));
  }

  private static List<Operand<TFloating>> tanh(Ops tf, OperationCall call) {
    Operand<TFloating> y = call.input(0);
    Operand<TFloating> slope = tf.math.sub(call.number(y, 1), tf.math.square(y));
    return List.of(tf.math.mul(call.<TFloating>input(1), slope));
  }

  private static List<Operand<TFloating>> sigmoid(Ops tf, OperationCall call) {
    Operand<TFloating> y = call.input(0);
    Operand<TFloating> slope = tf.math.mul(y, tf.math.sub(call.number(y, 1), y));
    return List.of(tf.math.mul(call.<TFloating>input(1), slope));
  }

  private static List<Operand<TFloating>> sqrt(Ops tf, OperationCall call) {
    Operand<TFloating> y = call.input(0);
    Operand<TFloating> half = tf.math.mul(call.<TFloating>input(1), call.number(y, 0.5));
    return List.of(tf.math.div(half, y));
  }

  private static List<Operand<TFloating>> rsqrt(Ops tf, OperationCall call) {
    Operand<TFloating> y = call.input(0);
    Operand<TFloating> half = tf.math.mul(call.<TFloating>input(1), call.number(y, -0.5));
    return List.of(tf.math.mul(half, tf.math.mul(y, tf.math.square(y))));
  }

  private static List<Operand<TFloating>> reciprocal(Ops tf, OperationCall call) {
    Operand<TFloating> square = tf.math.square(call.<TFloating>input(0));
    return List.of(tf.math.neg(tf.math.mul(call.<TFloating>input(1), square)));
  }

  /** The sum over all axes but the channels'. */
  private static List<Operand<TFloating>> biasAdd(Ops tf, OperationCall call) {
    Operand<TFloating> dy = call.input(0);
    boolean channelsFirst = call.text("data_format").equals("NCHW");
    Operand<TInt32> one = tf.constant(1);
    Operand<TInt32> rank = tf.rank(dy);
    Operand<TInt32> axes =
        channelsFirst
            ? tf.concat(
                List.of(tf.constant(new int[] {0}), tf.range(tf.constant(2), rank, one)),
                tf.constant(0))
            : tf.range(tf.constant(0), tf.math.sub(rank, one), one);
    return List.of(tf.reduceSum(dy, axes));
  }
}
