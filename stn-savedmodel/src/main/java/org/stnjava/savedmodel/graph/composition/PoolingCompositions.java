package org.stnjava.savedmodel.graph.composition;

import java.util.List;
import java.util.Map;
import org.stnjava.savedmodel.proto.Attributes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/** Operations that choose or average elements of their input. */
final class PoolingCompositions {

  static final Map<String, Composition> ALL =
      Map.of(
          "TopKV2", PoolingCompositions::topK,
          "MaxPoolWithArgmax", PoolingCompositions::maxPool,
          "ResizeArea", PoolingCompositions::resizeArea,
          "LRN", PoolingCompositions::responseNormalization);

  private static final int[] ALL_ELEMENTS = {-1};

  private PoolingCompositions() {}

  private static List<Operand<?>> topK(Ops tf, OperationCall call) {
    Operand<TFloating> x = call.input(0);
    Operand<TInt32> chosen = call.original(1);
    Operand<TInt32> last = tf.math.sub(tf.rank(x), tf.constant(1));
    Operand<TInt64> columns = tf.gather(tf.shape(x, TInt64.class), last, tf.constant(0));
    Operand<TInt64> rows = tf.math.div(tf.size(x, TInt64.class), columns);
    Operand<TInt64> starts = tf.math.mul(tf.range(tf.constant(0L), rows, tf.constant(1L)), columns);
    Operand<TInt64> within =
        tf.reshape(tf.dtypes.cast(chosen, TInt64.class), tf.stack(List.of(rows, tf.constant(-1L))));
    Operand<TInt64> places =
        tf.math.add(tf.reshape(starts, tf.constant(new int[] {-1, 1})), within);
    Operand<TFloating> values = read(tf, x, places);
    return List.of(tf.reshape(values, tf.shape(chosen)), chosen);
  }

  private static List<Operand<?>> maxPool(Ops tf, OperationCall call) {
    Operand<TFloating> x = call.input(0);
    Operand<TNumber> chosen = call.original(1);
    Operand<TInt64> places = tf.dtypes.cast(chosen, TInt64.class);
    if (!call.flag("include_batch_in_index")) {
      Operand<TInt64> images = tf.range(tf.constant(0L), size(tf, x, 0), tf.constant(1L));
      Operand<TInt64> pixels = tf.math.div(tf.size(x, TInt64.class), size(tf, x, 0));
      Operand<TInt64> starts =
          tf.reshape(tf.math.mul(images, pixels), tf.constant(new int[] {-1, 1, 1, 1}));
      places = tf.math.add(places, starts);
    }
    return List.of(read(tf, x, places), chosen);
  }

  private static Operand<TFloating> read(Ops tf, Operand<TFloating> x, Operand<TInt64> places) {
    return tf.gather(tf.reshape(x, tf.constant(ALL_ELEMENTS)), places, tf.constant(0));
  }

  private static Operand<TInt64> size(Ops tf, Operand<?> x, int axis) {
    return tf.gather(tf.shape(x, TInt64.class), tf.constant(axis), tf.constant(0));
  }

  /** Products with a matrix for each axis, which are what becomes of unit matrices. */
  private static List<Operand<TFloat32>> resizeArea(Ops tf, OperationCall call) {
    Operand<? extends TFloating> images = call.<TFloating>input(0);
    Operand<TFloat32> x = tf.dtypes.cast(images, TFloat32.class);
    Operand<TInt32> size = call.input(1);
    Operand<TInt32> given = tf.shape(x);
    Operand<TInt32> channels = tf.gather(given, tf.constant(3), tf.constant(0));
    Operand<TFloat32> rows = areaMatrix(tf, call, size, 0);
    Operand<TFloat32> columns = areaMatrix(tf, call, size, 1);
    Operand<TInt32> count = tf.gather(given, tf.constant(0), tf.constant(0));
    Operand<TInt32> width = tf.gather(given, tf.constant(2), tf.constant(0));
    Operand<TInt32> any = tf.constant(-1);
    Operand<TInt32> tall = tf.gather(size, tf.constant(0), tf.constant(0));
    Operand<TInt32> wide = tf.gather(size, tf.constant(1), tf.constant(0));
    Operand<TFloat32> resized =
        product(
            tf, rows, tf.reshape(x, tf.stack(List.of(count, any, tf.math.mul(width, channels)))));
    Operand<TFloat32> both =
        product(
            tf,
            columns,
            tf.reshape(resized, tf.stack(List.of(tf.math.mul(count, tall), width, channels))));
    return call.valued(tf.reshape(both, tf.stack(List.of(count, tall, wide, channels))));
  }

  /** {@code [size of the output, size of the input]} along height (0) or width (1). */
  private static Operand<TFloat32> areaMatrix(
      Ops tf, OperationCall call, Operand<TInt32> size, int axis) {
    Operand<TInt32> from =
        tf.gather(tf.shape(call.input(0)), tf.constant(axis + 1), tf.constant(0));
    Operand<TInt32> to = tf.gather(size, tf.constant(axis), tf.constant(0));
    Operand<TFloat32> ones = tf.fill(tf.stack(List.of(from, from)), tf.constant(1f));
    Operand<TFloat32> unit = tf.linalg.bandPart(ones, tf.constant(0L), tf.constant(0L));
    Operand<TFloat32> image = tf.expandDims(tf.expandDims(unit, tf.constant(0)), tf.constant(-1));
    Map<String, AttrValue> attributes =
        Map.of("T", Attributes.FLOAT, "align_corners", Attributes.flag(call.flag("align_corners")));
    Operand<TFloat32> resized =
        call.operation(List.of(image, tf.stack(List.of(to, from))), attributes).output(0);
    return tf.stopGradient(tf.reshape(resized, tf.stack(List.of(to, from))));
  }

  private static <T extends TFloating> Operand<T> product(Ops tf, Operand<T> a, Operand<T> b) {
    return tf.scope()
        .opBuilder("BatchMatMulV2", "product")
        .addInput(a.asOutput())
        .addInput(b.asOutput())
        .build()
        .output(0);
  }

  /**
   * x / (bias + α Σ x²)^β, the sum over neighboring channels. TensorFlow for Java has a gradient,
   * but of the attributes' default values only.
   */
  private static List<Operand<TFloating>> responseNormalization(Ops tf, OperationCall call) {
    Operand<TFloating> x = call.input(0);
    Operand<TInt32> channels = tf.gather(tf.shape(x), tf.constant(3), tf.constant(0));
    Operand<TFloating> ones = tf.fill(tf.stack(List.of(channels, channels)), call.number(x, 1));
    Operand<TInt64> radius =
        tf.math.minimum(
            tf.constant(call.integer("depth_radius")), tf.dtypes.cast(channels, TInt64.class));
    Operand<TInt64> reach = tf.math.minimum(radius, tf.math.sub(size(tf, x, 3), tf.constant(1L)));
    Operand<TFloating> near = tf.linalg.bandPart(ones, reach, reach);
    Operand<TFloating> sums = product(tf, tf.math.square(x), near);
    Operand<TFloating> scale =
        tf.math.add(
            call.number(x, call.number("bias")),
            tf.math.mul(call.number(x, call.number("alpha")), sums));
    return List.of(tf.math.mul(x, tf.math.pow(scale, call.number(x, -call.number("beta")))));
  }
}
