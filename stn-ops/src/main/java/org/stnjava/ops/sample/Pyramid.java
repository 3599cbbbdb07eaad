package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stnjava.ops.shape.BatchCheck;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * An image and its halvings in one table of pixel rows, so that each point selects its level by an
 * offset.
 *
 * <p>A pixel of a halving is the mean of two a side of the one before, or of one where the size is
 * odd and the axis ends.
 *
 * @param rows all levels, one row of channels a pixel, the image itself first
 * @param firstRows the row at which each level starts, {@code [L + 1]}
 * @param sizes the pixels of each axis, the fastest first, each {@code [L + 1]}
 * @param batch the number of images, N
 * @param <T> the floating type
 */
record Pyramid<T extends TFloating>(
    Operand<T> rows,
    Operand<TInt32> firstRows,
    List<Operand<TInt32>> sizes,
    Operand<TInt32> batch) {

  /** Builds a pyramid of the image and some halvings. */
  static <T extends TFloating> Pyramid<T> of(Ops tf, Operand<T> u, int halvings) {
    // An axis of one pixel is not halved, so there may be nearly two rows for each pixel.
    Ops indexed = BatchCheck.indexable(tf, u, 2);
    List<Operand<T>> levels = new ArrayList<>(List.of(u));
    for (int level = 1; level <= halvings; level++) {
      levels.add(halved(tf, levels.get(level - 1)));
    }
    Operand<TInt32> batch = Sizes.of(tf, u, 0);
    List<Operand<TInt32>> sizes = new ArrayList<>();
    for (int axis = 0; axis < u.shape().numDimensions() - 2; axis++) {
      int chosen = axis;
      sizes.add(tf.stack(levels.stream().map(v -> PixelRows.sizes(tf, v).get(chosen)).toList()));
    }
    Operand<TInt32> counts = indexed.math.mul(PixelRows.product(tf, sizes), batch);
    Operand<TInt32> firstRows = tf.math.cumsum(counts, tf.constant(0), Cumsum.exclusive(true));
    return new Pyramid<>(rows(indexed, levels), firstRows, sizes, batch);
  }

  /** The images that points read from. */
  PixelRows<T> at(Ops tf, Operand<TInt32> level) {
    List<Operand<TInt32>> chosen =
        sizes.stream().<Operand<TInt32>>map(all -> tf.gather(all, level, tf.constant(0))).toList();
    int[] perImage = new int[chosen.size() + 1];
    Arrays.fill(perImage, 1);
    perImage[0] = -1;
    Operand<TInt32> images =
        tf.reshape(tf.range(tf.constant(0), batch, tf.constant(1)), tf.constant(perImage));
    Operand<TInt32> firsts =
        tf.math.add(
            tf.gather(firstRows, level, tf.constant(0)),
            tf.math.mul(PixelRows.product(tf, chosen), images));
    return new PixelRows<>(tf.identity(rows), firsts, chosen);
  }

  /** Concatenates the levels from the smallest on, so that large ones are copied once. */
  private static <T extends TFloating> Operand<T> rows(Ops tf, List<Operand<T>> levels) {
    int last = levels.size() - 1;
    Operand<T> rows = flat(tf, levels.get(last));
    for (int level = last - 1; level >= 0; level--) {
      rows = tf.concat(List.of(flat(tf, levels.get(level)), rows), tf.constant(0));
    }
    return rows;
  }

  private static <T extends TFloating> Operand<T> flat(Ops tf, Operand<T> level) {
    Operand<TInt32> pixels = PixelRows.product(tf, PixelRows.sizes(tf, level));
    return PixelRows.flattened(tf, level, tf.math.mul(Sizes.of(tf, level, 0), pixels));
  }

  private static <T extends TFloating> Operand<T> halved(Ops tf, Operand<T> image) {
    return image.shape().numDimensions() == 4 ? pooled(tf, image, 2, 2) : halvedVolume(tf, image);
  }

  /** Halves height and width, then the depth: AvgPool3D has no kernel for float64. */
  private static <T extends TFloating> Operand<T> halvedVolume(Ops tf, Operand<T> volume) {
    Shape shape = volume.shape();
    Operand<TInt32> batch = Sizes.of(tf, volume, 0);
    Operand<TInt32> depth = Sizes.of(tf, volume, 1);
    Operand<TInt32> channels = Sizes.of(tf, volume, 4);
    Operand<TInt32> height = Sizes.of(tf, volume, 2);
    Operand<TInt32> width = Sizes.of(tf, volume, 3);
    Shape slices =
        Shape.of(product(shape.get(0), shape.get(1)), shape.get(2), shape.get(3), shape.get(4));
    List<Operand<TInt32>> sizes = List.of(tf.math.mul(batch, depth), height, width, channels);
    Operand<T> flat = pooled(tf, Sizes.reshape(tf, volume, slices, sizes), 2, 2);
    Operand<TInt32> halfHeight = Sizes.of(tf, flat, 1);
    Operand<TInt32> halfWidth = Sizes.of(tf, flat, 2);
    long pixels = product(flat.shape().get(1), flat.shape().get(2));
    Operand<T> columns =
        Sizes.reshape(
            tf,
            flat,
            Shape.of(shape.get(0), shape.get(1), pixels, shape.get(4)),
            List.of(batch, depth, tf.math.mul(halfHeight, halfWidth), channels));
    Operand<T> half = pooled(tf, columns, 2, 1);
    return Sizes.reshape(
        tf,
        half,
        Shape.of(
            shape.get(0),
            half.shape().get(1),
            flat.shape().get(1),
            flat.shape().get(2),
            shape.get(4)),
        List.of(batch, Sizes.of(tf, half, 1), halfHeight, halfWidth, channels));
  }

  private static <T extends TFloating> Operand<T> pooled(
      Ops tf, Operand<T> image, long rows, long columns) {
    List<Long> window = List.of(1L, rows, columns, 1L);
    return tf.nn.avgPool(image, window, window, "SAME");
  }

  private static long product(long a, long b) {
    return a == Shape.UNKNOWN_SIZE || b == Shape.UNKNOWN_SIZE ? Shape.UNKNOWN_SIZE : a * b;
  }
}
