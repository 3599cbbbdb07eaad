package org.stnjava.ops.sample.compiled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.stnjava.ops.custom.CompiledFunction;
import org.stnjava.ops.interpolation.Tap;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * The gradient with respect to the image: each point's gradient, weighted, added to the pixels that
 * the point read.
 *
 * <p>A compiled function lists pairs of a point's and a pixel's row, and their weights: a sparse
 * matrix, whose product with the gradient TensorFlow computes on one core, in the order of the
 * list. So the batch is divided into parts, one for each core, which share no pixels.
 *
 * @param image the shape of the images; only N may be unknown
 * @param points how many each image has
 * @param parts of the batch that are computed at the same time
 */
record ImageGradient(Shape image, int points, int parts) {

  private static final long HALF_OF_INT64 = 32;

  /** Some images of the batch. */
  private record Part(Operand<TInt32> from, Operand<TInt32> count) {}

  /**
   * Builds the lists for some images, in a compiled function.
   *
   * <p>The taps of each axis lie along an axis of their own, so that XLA makes one loop for all
   * corners.
   *
   * @param axes the taps along all axes, x first, at points {@code [N, P]}
   * @param images any operand of N rows
   * @return the pairs, each packed in one {@code TInt64}, and the weights
   */
  List<Operand<?>> lists(Ops tf, List<AxisTaps> axes, Operand<?> images) {
    int dimensions = axes.size();
    Operand<TInt32> image = CompiledInterpolation.images(tf, images);
    Operand<TInt32> numbers = tf.range(tf.constant(0), tf.constant(points), tf.constant(1));
    Operand<TInt32> point = tf.math.add(tf.math.mul(image, tf.constant(points)), numbers);
    Operand<TInt32> row = image;
    Operand<TFloat32> weight = tf.math.add(tf.zerosLike(axes.get(0).normalized()), tf.constant(1f));
    for (int axis = dimensions - 1; axis >= 0; axis--) {
      List<Tap<TInt32, TFloat32>> taps = axes.get(axis).taps();
      List<Operand<TInt32>> indices = taps.stream().map(Tap::pixel).toList();
      List<Operand<TFloat32>> weights = taps.stream().map(Tap::weight).toList();
      Operand<TInt32> start = tf.math.mul(row, axes.get(axis).size());
      row = tf.math.add(start, alongAxis(tf, indices, dimensions - 1 - axis, dimensions));
      weight = tf.math.mul(weight, alongAxis(tf, weights, dimensions - 1 - axis, dimensions));
    }
    Operand<TInt64> pairs =
        tf.bitwise.bitwiseOr(
            tf.dtypes.cast(point, TInt64.class),
            tf.bitwise.leftShift(tf.dtypes.cast(row, TInt64.class), tf.constant(HALF_OF_INT64)));
    return List.of(pairs, weight);
  }

  /**
   * Builds the gradient.
   *
   * @param lists the function of {@link #lists}
   * @param argument its argument, of N rows
   * @param rank of the argument
   * @param dv the gradient with respect to the output, {@code [N, H', W', C]}
   * @return {@code [N, H, W, C]}
   */
  Operand<TFloat32> of(
      Ops tf, CompiledFunction lists, Operand<TFloat32> argument, int rank, Operand<TFloat32> dv) {
    long channels = image.get(image.numDimensions() - 1);
    Operand<TFloat32> rows = tf.reshape(dv, tf.constant(new long[] {-1, points, channels}));
    List<Operand<TFloat32>> sums = new ArrayList<>();
    for (Part part : parts(tf, dv)) {
      List<Output<?>> matrix = lists.call(tf, List.of(images(tf, argument, rank, part)));
      Operand<TFloat32> gradient =
          tf.reshape(images(tf, rows, 3, part), tf.constant(new long[] {-1, channels}));
      sums.add(product(tf, matrix, part, gradient));
    }
    Operand<TFloat32> all = sums.size() == 1 ? sums.get(0) : tf.concat(sums, tf.constant(0));
    return tf.reshape(all, tf.constant(CompiledSampler.unbatched(image)));
  }

  @SuppressWarnings("unchecked") // the types of the lists
  private Operand<TFloat32> product(
      Ops tf, List<Output<?>> matrix, Part part, Operand<TFloat32> gradient) {
    Operand<TInt32> pairs = tf.bitcast(flat(tf, (Operand<TInt64>) matrix.get(0)), TInt32.class);
    Operand<TInt32> sizes =
        tf.stack(
            List.of(
                tf.math.mul(part.count(), tf.constant(points)),
                tf.math.mul(part.count(), tf.constant(CompiledSampler.points(image)))));
    return tf.scope()
        .opBuilder("SparseTensorDenseMatMul", "part")
        .addInput(pairs.asOutput())
        .addInput(flat(tf, (Operand<TFloat32>) matrix.get(1)).asOutput())
        .addInput(tf.dtypes.cast(sizes, TInt64.class).asOutput())
        .addInput(gradient.asOutput())
        .setAttr("adjoint_a", true)
        .build()
        .output(0);
  }

  private static Operand<TFloat32> images(Ops tf, Operand<TFloat32> batch, int rank, Part part) {
    List<Operand<TInt32>> from = new ArrayList<>(Collections.nCopies(rank, tf.constant(0)));
    from.set(0, part.from());
    List<Operand<TInt32>> count = new ArrayList<>(Collections.nCopies(rank, tf.constant(-1)));
    count.set(0, part.count());
    return tf.slice(batch, tf.stack(from), tf.stack(count));
  }

  private List<Part> parts(Ops tf, Operand<?> batch) {
    Operand<TInt32> images = count(tf, batch);
    Operand<TInt32> up = tf.math.add(images, tf.constant(parts - 1));
    Operand<TInt32> most = tf.math.floorDiv(up, tf.constant(parts));
    List<Part> all = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      Operand<TInt32> from = tf.math.minimum(tf.math.mul(most, tf.constant(part)), images);
      all.add(new Part(from, tf.math.minimum(most, tf.math.sub(images, from))));
    }
    return all;
  }

  /** The number of images; the batch's shape is available at run time only. */
  private Operand<TInt32> count(Ops tf, Operand<?> batch) {
    return image.get(0) == Shape.UNKNOWN_SIZE
        ? tf.squeeze(tf.slice(tf.shape(batch), tf.constant(new int[1]), tf.constant(new int[] {1})))
        : tf.constant((int) image.get(0));
  }

  /**
   * Places the taps of one axis along an axis of their own, by selection: XLA concatenates slowly.
   */
  private static <T extends TNumber> Operand<T> alongAxis(
      Ops tf, List<Operand<T>> taps, int axis, int dimensions) {
    long[] shape = new long[dimensions + 2];
    Arrays.fill(shape, 1);
    shape[axis] = taps.size();
    Operand<T> chosen = taps.get(0);
    for (int tap = 1; tap < taps.size(); tap++) {
      double[] here = new double[taps.size()];
      here[tap] = 1;
      Operand<TFloat32> mask = Constants.of(tf, TFloat32.class, Shape.of(shape), here);
      chosen = tf.select(tf.math.greater(mask, tf.constant(0f)), taps.get(tap), chosen);
    }
    return chosen;
  }

  private static <T extends TNumber> Operand<T> flat(Ops tf, Operand<T> operand) {
    return tf.reshape(operand, tf.constant(new int[] {-1}));
  }
}
