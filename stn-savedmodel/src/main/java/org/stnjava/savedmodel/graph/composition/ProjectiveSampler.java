package org.stnjava.savedmodel.graph.composition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * TensorFlow's {@code ImageProjectiveTransform}, with gradients to the images, the transforms and
 * the fill value.
 *
 * <p>A transform {@code (a0, a1, a2, b0, b1, b2, c0, c1)} maps the output's pixel {@code (x, y)} to
 * the image's point {@code ((a0 x + a1 y + a2) / k, (b0 x + b1 y + b2) / k)}, {@code k = c0 x + c1
 * y + 1}; pixels count from 0 at their centers. A point at infinity, {@code k = 0}, gives the fill
 * value.
 *
 * @param interpolation of the pixels around a point
 * @param fillMode what lies outside of the image
 */
record ProjectiveSampler(Interpolation interpolation, FillMode fillMode) {

  static final Map<String, Composition> ALL =
      Map.of(
          "ImageProjectiveTransformV2", ProjectiveSampler::compose,
          "ImageProjectiveTransformV3", ProjectiveSampler::compose);

  /** Between pixels. */
  enum Interpolation {
    NEAREST,
    BILINEAR
  }

  /** What becomes of a coordinate outside of the image. */
  enum FillMode {
    CONSTANT,
    REFLECT,
    WRAP,
    NEAREST
  }

  /** What replaces a node of V2, which has no fill value, or of V3. */
  private static List<Operand<?>> compose(Ops tf, OperationCall call) {
    ProjectiveSampler sampler =
        new ProjectiveSampler(
            Interpolation.valueOf(call.text("interpolation").toUpperCase(Locale.ROOT)),
            FillMode.valueOf(call.text("fill_mode").toUpperCase(Locale.ROOT)));
    Operand<TFloat32> fill = call.inputs().size() > 3 ? call.input(3) : tf.constant(0f);
    Operand<TFloat32> transforms = call.input(1);
    return List.of(
        sampler.sample(tf, call.<TFloating>input(0), transforms, new Target(call.input(2), fill)));
  }

  /**
   * What is made.
   *
   * @param size {@code [2]}: height and width
   * @param fill a scalar
   */
  record Target(Operand<TInt32> size, Operand<TFloat32> fill) {}

  /**
   * Reads images at the points of a target.
   *
   * @param images {@code [N, H, W, C]}
   * @param transforms {@code [N, 8]} or {@code [1, 8]}
   * @return {@code [N, H', W', C]} of the images' type
   */
  <T extends TFloating, S extends TFloating> Operand<T> sample(
      Ops tf, Operand<T> images, Operand<S> transforms, Target target) {
    if (images.type() == TFloat32.class || images.type() == TFloat64.class) {
      return new Reading<>(tf, images, target, this).at(points(tf, transforms, target.size()));
    }
    Operand<TFloat32> wide = tf.dtypes.cast(images, TFloat32.class);
    return tf.dtypes.cast(sample(tf, wide, transforms, target), images.type());
  }

  /** Where the target's pixels lie in the images; {@code [M, H', W']} each. */
  private record Points<S extends TFloating>(Operand<S> x, Operand<S> y, Operand<TBool> isFinite) {}

  private static <S extends TFloating> Points<S> points(
      Ops tf, Operand<S> transforms, Operand<TInt32> size) {
    Operand<S> y = places(tf, transforms, size, 0, new int[] {1, -1, 1});
    Operand<S> x = places(tf, transforms, size, 1, new int[] {1, 1, -1});
    List<Operand<S>> entries = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Operand<S> entry = tf.gather(transforms, tf.constant(i), tf.constant(1));
      entries.add(tf.reshape(entry, tf.constant(new int[] {-1, 1, 1})));
    }
    Operand<S> one = Constants.of(tf, transforms.type(), 1);
    Operand<S> k = sum(tf, entries.get(6), x, sum(tf, entries.get(7), y, one));
    Operand<TBool> isFinite = tf.math.notEqual(k, Constants.of(tf, transforms.type(), 0));
    Operand<S> divisor = tf.select(isFinite, k, tf.stopGradient(tf.math.add(k, one)));
    return new Points<>(
        tf.math.div(
            sum(tf, entries.get(0), x, sum(tf, entries.get(1), y, entries.get(2))), divisor),
        tf.math.div(
            sum(tf, entries.get(3), x, sum(tf, entries.get(4), y, entries.get(5))), divisor),
        isFinite);
  }

  private static <S extends TFloating> Operand<S> places(
      Ops tf, Operand<S> like, Operand<TInt32> size, int axis, int[] shape) {
    Operand<TInt32> count = tf.gather(size, tf.constant(axis), tf.constant(0));
    Operand<TInt32> all = tf.range(tf.constant(0), count, tf.constant(1));
    return tf.reshape(tf.dtypes.cast(all, like.type()), tf.constant(shape));
  }

  /** factor · x + rest. */
  private static <S extends TFloating> Operand<S> sum(
      Ops tf, Operand<S> factor, Operand<S> x, Operand<S> rest) {
    return tf.math.add(tf.math.mul(factor, x), rest);
  }

  /** One way of reading a batch of images. */
  private record Reading<T extends TFloating>(
      Ops tf, Operand<T> images, Target target, ProjectiveSampler sampler) {

    <S extends TFloating> Operand<T> at(Points<S> points) {
      ProjectiveAxis<S> x = new ProjectiveAxis<>(tf, points.x(), size(2));
      ProjectiveAxis<S> y = new ProjectiveAxis<>(tf, points.y(), size(1));
      List<ProjectiveAxis.Tap<S>> columns = x.taps(sampler);
      List<ProjectiveAxis.Tap<S>> rows = y.taps(sampler);
      Operand<T> pixels =
          tf.reshape(
              images, tf.stack(List.of(tf.constant(-1), tf.dtypes.cast(size(3), TInt32.class))));
      Operand<T> fill = tf.dtypes.cast(target.fill(), images.type());
      Operand<T> sum = null;
      for (ProjectiveAxis.Tap<S> row : rows) {
        for (ProjectiveAxis.Tap<S> column : columns) {
          Operand<T> pixel = tf.gather(pixels, index(row, column), tf.constant(0));
          Operand<TBool> isInside = tf.math.logicalAnd(row.isInside(), column.isInside());
          Operand<T> value = tf.select(expanded(isInside), pixel, fill);
          Operand<S> weight = tf.math.mul(row.weight(), column.weight());
          Operand<T> term = tf.math.mul(value, expanded(tf.dtypes.cast(weight, images.type())));
          sum = sum == null ? term : tf.math.add(sum, term);
        }
      }
      return tf.select(expanded(points.isFinite()), Objects.requireNonNull(sum), fill);
    }

    private Operand<TInt64> size(int axis) {
      return tf.gather(tf.shape(images, TInt64.class), tf.constant(axis), tf.constant(0));
    }

    private <S extends TFloating> Operand<TInt64> index(
        ProjectiveAxis.Tap<S> row, ProjectiveAxis.Tap<S> column) {
      Operand<TInt64> numbers = tf.range(tf.constant(0L), size(0), tf.constant(1L));
      Operand<TInt64> first =
          tf.reshape(
              tf.math.mul(numbers, tf.math.mul(size(1), size(2))),
              tf.constant(new int[] {-1, 1, 1}));
      Operand<TInt64> within = tf.math.add(tf.math.mul(row.index(), size(2)), column.index());
      return tf.math.add(first, within);
    }

    private <U extends TType> Operand<U> expanded(Operand<U> plane) {
      return tf.expandDims(plane, tf.constant(-1));
    }
  }
}
