package org.stnjava.savedmodel.graph.composition;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Convolutions of volumes {@code [N, D, H, W, C]} as convolutions of images.
 *
 * <p>An image is a slice of the result; its channels are those of all slices of the volume that the
 * kernel {@code [KD, KH, KW, C, C']} reads for it.
 */
final class VolumeConvolutions {

  static final Map<String, Composition> ALL =
      Map.of(
          "Conv3D", VolumeConvolutions::forward,
          "Conv3DBackpropInputV2", VolumeConvolutions::backward);

  private static final int[] SLICES_LATE = {0, 1, 3, 4, 2, 5};
  private static final int[] SLICES_BEFORE_IMAGES = {1, 4, 0, 2, 3, 5};
  private static final int[] BATCH_FIRST = {1, 0, 2, 3, 4};
  private static final int[] KERNEL_SLICES_LATE = {1, 2, 0, 3, 4};

  private VolumeConvolutions() {}

  private static List<Operand<TFloating>> forward(Ops tf, OperationCall call) {
    Operand<TFloating> volume = call.input(0);
    Operand<TFloating> kernel = call.input(1);
    Operand<TInt32> sizes = tf.shape(volume);
    Depth depth = Depth.of(tf, call, at(tf, sizes, 1), at(tf, tf.shape(kernel), 0));
    Operand<TFloating> slices =
        tf.linalg.transpose(
            tf.gather(depth.padded(tf, volume), depth.reads(tf), tf.constant(1)),
            tf.constant(SLICES_LATE));
    Operand<TFloating> images =
        tf.reshape(
            slices,
            sizes(tf, tf.constant(-1), at(tf, sizes, 2), at(tf, sizes, 3), channels(tf, kernel)));
    Operand<TFloating> convolved =
        convolution(tf, call, "Conv2D", List.of(images, flattened(tf, kernel)));
    Operand<TInt32> plane = tf.slice(tf.shape(convolved), tf.array(1), tf.array(3));
    Operand<TInt32> front = sizes(tf, at(tf, sizes, 0), depth.count());
    return List.of(tf.reshape(convolved, tf.concat(List.of(front, plane), tf.constant(0))));
  }

  /** Puts each image's slices back where {@link #forward} reads them, and adds them up. */
  private static List<Operand<TFloating>> backward(Ops tf, OperationCall call) {
    Operand<TInt32> sizes = tf.dtypes.cast(call.input(0), TInt32.class);
    Operand<TFloating> kernel = call.input(1);
    Operand<TFloating> volume = call.input(2);
    Operand<TInt32> given = tf.shape(volume);
    Operand<TInt32> kernelDepth = at(tf, tf.shape(kernel), 0);
    Depth depth = Depth.of(tf, call, at(tf, sizes, 1), kernelDepth);
    Operand<TInt32> count = tf.math.mul(at(tf, given, 0), at(tf, given, 1));
    Operand<TFloating> images =
        tf.reshape(volume, sizes(tf, count, at(tf, given, 2), at(tf, given, 3), at(tf, given, 4)));
    Operand<TInt32> wanted =
        sizes(tf, count, at(tf, sizes, 2), at(tf, sizes, 3), channels(tf, kernel));
    Operand<TFloating> slices =
        convolution(
            tf, call, "Conv2DBackpropInput", List.of(wanted, flattened(tf, kernel), images));
    Operand<TFloating> apart =
        tf.reshape(
            slices,
            sizes(
                tf,
                at(tf, given, 0),
                at(tf, given, 1),
                at(tf, sizes, 2),
                at(tf, sizes, 3),
                kernelDepth,
                at(tf, sizes, 4)));
    return List.of(depth.added(tf, tf.linalg.transpose(apart, tf.constant(SLICES_BEFORE_IMAGES))));
  }

  private static Operand<TInt32> channels(Ops tf, Operand<TFloating> kernel) {
    Operand<TInt32> sizes = tf.shape(kernel);
    return tf.math.mul(at(tf, sizes, 0), at(tf, sizes, 3));
  }

  /** {@code [KH, KW, KD · C, C']}. */
  private static Operand<TFloating> flattened(Ops tf, Operand<TFloating> kernel) {
    Operand<TInt32> sizes = tf.shape(kernel);
    return tf.reshape(
        tf.linalg.transpose(kernel, tf.constant(KERNEL_SLICES_LATE)),
        sizes(tf, at(tf, sizes, 1), at(tf, sizes, 2), channels(tf, kernel), at(tf, sizes, 4)));
  }

  private static Operand<TFloating> convolution(
      Ops tf, OperationCall call, String operation, List<? extends Operand<?>> inputs) {
    List<Long> strides = call.integers("strides");
    List<Long> dilations = call.integers("dilations");
    var builder = tf.scope().opBuilder(operation, operation);
    inputs.forEach(input -> builder.addInput(input.asOutput()));
    Operation built =
        builder
            .setAttr("strides", new long[] {1, strides.get(2), strides.get(3), 1})
            .setAttr("dilations", new long[] {1, dilations.get(2), dilations.get(3), 1})
            .setAttr("padding", call.text("padding"))
            .build();
    Output<TFloating> output = built.output(0);
    return output;
  }

  private static Operand<TInt32> at(Ops tf, Operand<TInt32> sizes, int axis) {
    return tf.gather(sizes, tf.constant(axis), tf.constant(0));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  private static Operand<TInt32> sizes(Ops tf, Operand<TInt32>... sizes) {
    return tf.stack(List.of(sizes));
  }

  /**
   * The slices that a convolution reads along a volume's depth.
   *
   * @param call the convolution
   * @param size how many slices there are
   * @param kernel how many the kernel has
   * @param count how many the result has
   * @param before the number of zero slices before the first one
   * @param after the number after the last one
   */
  private record Depth(
      OperationCall call,
      Operand<TInt32> size,
      Operand<TInt32> kernel,
      Operand<TInt32> count,
      Operand<TInt32> before,
      Operand<TInt32> after) {

    static Depth of(Ops tf, OperationCall call, Operand<TInt32> size, Operand<TInt32> kernel) {
      Operand<TInt32> one = tf.constant(1);
      Operand<TInt32> stride = tf.constant(call.integers("strides").get(1).intValue());
      Operand<TInt32> reach =
          tf.math.add(tf.math.mul(tf.math.sub(kernel, one), tf.constant(gap(call))), one);
      if (call.text("padding").equals("VALID")) {
        Operand<TInt32> last = tf.math.sub(size, reach);
        Operand<TInt32> count = tf.math.add(tf.math.floorDiv(last, stride), one);
        return new Depth(call, size, kernel, count, tf.constant(0), tf.constant(0));
      }
      Operand<TInt32> last = tf.math.floorDiv(tf.math.sub(size, one), stride);
      Operand<TInt32> needed = tf.math.add(tf.math.mul(last, stride), reach);
      Operand<TInt32> zeros = tf.math.maximum(tf.math.sub(needed, size), tf.constant(0));
      Operand<TInt32> before = tf.math.floorDiv(zeros, tf.constant(2));
      return new Depth(
          call, size, kernel, tf.math.add(last, one), before, tf.math.sub(zeros, before));
    }

    private static int gap(OperationCall call) {
      return call.integers("dilations").get(1).intValue();
    }

    /** The slices that each slice of the result reads, {@code [D', KD]}, zeros among them. */
    Operand<TInt32> reads(Ops tf) {
      Operand<TInt32> starts = multiples(tf, count, call.integers("strides").get(1).intValue());
      Operand<TInt32> steps = multiples(tf, kernel, gap(call));
      return tf.math.add(tf.expandDims(starts, tf.constant(1)), steps);
    }

    private static Operand<TInt32> multiples(Ops tf, Operand<TInt32> count, int of) {
      Operand<TInt32> all = tf.range(tf.constant(0), count, tf.constant(1));
      return tf.math.mul(all, tf.constant(of));
    }

    Operand<TFloating> padded(Ops tf, Operand<TFloating> volume) {
      Operand<TInt32> none = tf.constant(new int[] {0, 0});
      Operand<TInt32> amounts =
          tf.stack(List.of(none, tf.stack(List.of(before, after)), none, none, none));
      return tf.pad(volume, amounts, call.number(volume, 0));
    }

    /** Adds what was read, {@code [D', KD, N, H, W, C]}, where it was read. */
    Operand<TFloating> added(Ops tf, Operand<TFloating> slices) {
      Operand<TInt32> all = tf.math.add(size, tf.math.add(before, after));
      Operand<TFloating> sums = tf.math.unsortedSegmentSum(slices, reads(tf), all);
      Operand<TInt32> wanted = tf.range(before, tf.math.add(before, size), tf.constant(1));
      return tf.linalg.transpose(tf.gather(sums, wanted, tf.constant(0)), tf.constant(BATCH_FIRST));
    }
  }
}
