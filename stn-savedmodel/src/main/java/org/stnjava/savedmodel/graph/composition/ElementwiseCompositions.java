package org.stnjava.savedmodel.graph.composition;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/** Functions of elements, of pairs of elements, and of rows. */
final class ElementwiseCompositions {

  static final Map<String, Composition> ALL =
      Map.ofEntries(
          Map.entry("Erfc", ElementwiseCompositions::erfc),
          Map.entry("Digamma", ElementwiseCompositions::digamma),
          Map.entry("Atan2", ElementwiseCompositions::atan2),
          Map.entry("FloorMod", ElementwiseCompositions::floorMod),
          Map.entry("Xlogy", ElementwiseCompositions::xlogy),
          Map.entry("Xlog1py", ElementwiseCompositions::xlog1py),
          Map.entry("Xdivy", ElementwiseCompositions::xdivy),
          Map.entry("MulNoNan", ElementwiseCompositions::mulNoNan),
          Map.entry("Cumprod", ElementwiseCompositions::cumprod),
          Map.entry("EuclideanNorm", ElementwiseCompositions::euclideanNorm),
          Map.entry("LogSoftmax", ElementwiseCompositions::logSoftmax),
          Map.entry("FakeQuantWithMinMaxArgs", ElementwiseCompositions::quantizedByAttributes),
          Map.entry("FakeQuantWithMinMaxVars", ElementwiseCompositions::quantizedByInputs),
          Map.entry(
              "FakeQuantWithMinMaxVarsPerChannel", ElementwiseCompositions::quantizedByInputs),
          Map.entry("SegmentMean", ElementwiseCompositions::segmentMean),
          Map.entry("TensorScatterAdd", ElementwiseCompositions::scatterAdd),
          Map.entry("TensorScatterSub", ElementwiseCompositions::scatterSub),
          Map.entry(
              "SparseSoftmaxCrossEntropyWithLogits", ElementwiseCompositions::sparseCrossEntropy));

  private ElementwiseCompositions() {}

  /** The value is the operation's own: 1 − erf(x) would be 0 where that is not. */
  private static List<Operand<TFloating>> erfc(Ops tf, OperationCall call) {
    return call.valued(tf.math.neg(tf.math.erf(call.<TFloating>input(0))));
  }

  /** Its derivative is the trigamma function, whose own derivative is not known. */
  private static List<Operand<TFloating>> digamma(Ops tf, OperationCall call) {
    Operand<TFloating> x = call.input(0);
    Operand<TFloating> slope = tf.math.polygamma(call.number(x, 1), tf.stopGradient(x));
    return call.valued(tf.math.mul(tf.stopGradient(slope), x));
  }

  /** Its gradient is wrong where inputs are broadcast, so that is done before. */
  private static List<Operand<TFloating>> atan2(Ops tf, OperationCall call) {
    Operand<TFloating> y = call.input(0);
    Operand<TFloating> x = call.input(1);
    Operand<TInt32> shape = tf.broadcastDynamicShape(tf.shape(y), tf.shape(x));
    return List.of(tf.math.atan2(tf.broadcastTo(y, shape), tf.broadcastTo(x, shape)));
  }

  private static List<Operand<TFloating>> floorMod(Ops tf, OperationCall call) {
    Operand<TFloating> x = call.input(0);
    Operand<TFloating> y = call.input(1);
    Operand<TFloating> quotient = tf.stopGradient(tf.math.floorDiv(x, y));
    return call.valued(tf.math.sub(x, tf.math.mul(quotient, y)));
  }

  private static List<Operand<TFloating>> xlogy(Ops tf, OperationCall call) {
    return unlessZero(tf, call, 0, y -> tf.math.log(y));
  }

  private static List<Operand<TFloating>> xlog1py(Ops tf, OperationCall call) {
    return unlessZero(tf, call, 0, y -> tf.math.log1p(y));
  }

  private static List<Operand<TFloating>> xdivy(Ops tf, OperationCall call) {
    return unlessZero(tf, call, 0, y -> tf.math.reciprocal(y));
  }

  private static List<Operand<TFloating>> mulNoNan(Ops tf, OperationCall call) {
    return unlessZero(tf, call, 1, x -> x);
  }

  /**
   * One input times a function of the other, and 0 where the first is 0, for any value of the
   * other.
   */
  private static List<Operand<TFloating>> unlessZero(
      Ops tf, OperationCall call, int factor, UnaryOperator<Operand<TFloating>> function) {
    Operand<TFloating> x = call.input(factor);
    Operand<TFloating> y = call.input(1 - factor);
    Operand<TBool> isZero = tf.math.equal(x, call.number(x, 0));
    Operand<TFloating> safe = tf.select(isZero, call.number(y, 1), y);
    Operand<TFloating> product = tf.math.mul(x, function.apply(safe));
    return List.of(tf.select(isZero, call.number(x, 0), product));
  }

  /** Each product's derivative to a factor is the product over that factor, as in Python. */
  private static List<Operand<TFloating>> cumprod(Ops tf, OperationCall call) {
    Operand<TFloating> x = call.input(0);
    Operand<TFloating> products = call.original(0);
    Operand<TFloating> shares = tf.math.div(call.change(x), tf.stopGradient(x));
    Operand<TFloating> sums =
        tf.math.cumsum(
            shares,
            call.<TInt32>input(1),
            Cumsum.exclusive(call.flag("exclusive")),
            Cumsum.reverse(call.flag("reverse")));
    return List.of(tf.math.add(products, tf.math.mul(products, sums)));
  }

  private static List<Operand<TFloating>> euclideanNorm(Ops tf, OperationCall call) {
    Operand<TFloating> x = call.input(0);
    Operand<TFloating> squares =
        tf.reduceSum(
            tf.math.square(x), call.<TInt32>input(1), ReduceSum.keepDims(call.flag("keep_dims")));
    return List.of(tf.math.sqrt(squares));
  }

  /** TensorFlow for Java sums along the second axis, which is the last one of matrices only. */
  private static List<Operand<TFloating>> logSoftmax(Ops tf, OperationCall call) {
    Operand<TFloating> x = call.input(0);
    Operand<TInt32> last = tf.constant(-1);
    ReduceSum.Options keep = ReduceSum.keepDims(true);
    Operand<TFloating> largest = tf.reduceMax(x, last, ReduceMax.keepDims(true));
    Operand<TFloating> exponentials = tf.math.exp(tf.math.sub(x, tf.stopGradient(largest)));
    Operand<TFloating> logarithm = tf.math.log(tf.reduceSum(exponentials, last, keep));
    return call.valued(tf.math.sub(x, logarithm));
  }

  private static List<Operand<TFloating>> segmentMean(Ops tf, OperationCall call) {
    Operand<TFloating> x = call.input(0);
    Operand<TInt32> segments = call.input(1);
    Operand<TFloating> ones = tf.fill(tf.shape(x), call.number(x, 1));
    Operand<TFloating> counts = tf.math.maximum(segmentSum(tf, ones, segments), call.number(x, 1));
    return List.of(tf.math.div(segmentSum(tf, x, segments), tf.stopGradient(counts)));
  }

  private static Operand<TFloating> segmentSum(
      Ops tf, Operand<TFloating> x, Operand<TInt32> segments) {
    return tf.scope()
        .opBuilder("SegmentSum", "sums")
        .addInput(x.asOutput())
        .addInput(segments.asOutput())
        .build()
        .output(0);
  }

  private static List<Operand<TFloating>> scatterAdd(Ops tf, OperationCall call) {
    return List.of(tf.math.add(call.<TFloating>input(0), scattered(tf, call)));
  }

  private static List<Operand<TFloating>> scatterSub(Ops tf, OperationCall call) {
    return List.of(tf.math.sub(call.<TFloating>input(0), scattered(tf, call)));
  }

  private static Operand<TFloating> scattered(Ops tf, OperationCall call) {
    Operand<TNumber> indices = call.input(1);
    Operand<TNumber> shape = tf.shape(call.input(0), indices.type());
    return tf.scatterNd(indices, call.<TFloating>input(2), shape);
  }

  /** The loss, and its own gradient, which is an output of the operation. */
  private static List<Operand<TFloating>> sparseCrossEntropy(Ops tf, OperationCall call) {
    Operand<TFloating> logits = call.input(0);
    Operand<TNumber> labels = call.input(1);
    Operand<TInt32> classes = tf.gather(tf.shape(logits), tf.constant(1), tf.constant(0));
    Operand<TFloating> targets =
        tf.oneHot(labels, classes, call.number(logits, 1), call.number(logits, 0));
    Operand<TFloating> loss = tf.nn.softmaxCrossEntropyWithLogits(logits, targets).loss();
    return List.of(call.valued(loss).get(0), call.original(1));
  }

  private static List<Operand<TFloat32>> quantizedByAttributes(Ops tf, OperationCall call) {
    return quantized(tf, call, tf.constant(call.number("min")), tf.constant(call.number("max")));
  }

  private static List<Operand<TFloat32>> quantizedByInputs(Ops tf, OperationCall call) {
    return quantized(tf, call, call.input(1), call.input(2));
  }

  /**
   * Simulated quantization, with the gradient of clipping. The limits are moved so that 0 is one of
   * the levels; that has no gradient of its own.
   */
  private static List<Operand<TFloat32>> quantized(
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
