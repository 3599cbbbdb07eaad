package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.interpolation.Interpolation;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Reads each point from the two levels of a pyramid nearest to its distance from its neighbors.
 *
 * @param halvings the maximum number of levels above the image, at least 1
 */
record Mipmap(int halvings) implements Antialiasing {

  /** 2⁸ pixels a side become one: an image of 4096 pixels is read at 16 points a side. */
  static final int DEFAULT_HALVINGS = 8;

  /**
   * Distances that exceed a pixel by less are rounding, and the identity must stay exact: the level
   * of this one is 0.0014.
   */
  private static final double NEARLY_ONE = 1.001;

  /** The finer of the two levels of each point, and the weight of the coarser one. */
  private record Levels<S extends TFloating>(Operand<S> finer, Operand<S> coarserWeight) {}

  @Override
  public <T extends TFloating, S extends TFloating> Operand<T> read(
      Ops tf, Interpolation interpolation, Operand<T> u, List<Operand<S>> points) {
    int used = Math.min(halvings, useful(u.shape()));
    if (used == 0) {
      return new PointSampling().read(tf, interpolation, u, points);
    }
    Pyramid<T> pyramid = Pyramid.of(tf, u, used);
    List<Operand<S>> folded = folded(tf, interpolation, PixelRows.sizes(tf, u), points);
    Levels<S> levels = levels(tf, Footprint.of(tf, points), used);
    Operand<S> one = Constants.of(tf, levels.finer().type(), 1);
    Operand<T> coarse = column(tf, levels.coarserWeight(), u.type());
    Operand<T> fine = column(tf, tf.math.sub(one, levels.coarserWeight()), u.type());
    Operand<S> coarser = tf.math.add(levels.finer(), one);
    return tf.math.add(
        tf.math.mul(fine, at(tf, interpolation, pyramid, folded, levels.finer())),
        tf.math.mul(coarse, at(tf, interpolation, pyramid, folded, coarser)));
  }

  /** The number of halvings after which one pixel is left. */
  private static int useful(Shape shape) {
    int halvings = 0;
    for (int axis = 1; axis < shape.numDimensions() - 1; axis++) {
      long size = shape.get(axis) == Shape.UNKNOWN_SIZE ? Integer.MAX_VALUE : shape.get(axis);
      halvings = Math.max(halvings, Long.SIZE - Long.numberOfLeadingZeros(size - 1));
    }
    return halvings;
  }

  /** Reflects at the ends of the image, which in align-corners differ from those of a level. */
  private static <S extends TFloating> List<Operand<S>> folded(
      Ops tf, Interpolation interpolation, List<Operand<TInt32>> sizes, List<Operand<S>> points) {
    List<Operand<S>> folded = new ArrayList<>();
    for (int axis = 0; axis < points.size(); axis++) {
      folded.add(interpolation.fold(tf, points.get(axis), sizes.get(axis)));
    }
    return folded;
  }

  private static <S extends TFloating> Levels<S> levels(Ops tf, Operand<S> distance, int used) {
    Class<S> type = distance.type();
    Operand<S> one = Constants.of(tf, type, 1);
    Operand<S> pixels =
        tf.select(tf.math.greater(distance, Constants.of(tf, type, NEARLY_ONE)), distance, one);
    Operand<S> log2 = tf.math.div(tf.math.log(pixels), Constants.of(tf, type, Math.log(2)));
    Operand<S> level =
        tf.clipByValue(log2, Constants.of(tf, type, 0), Constants.of(tf, type, used));
    Operand<S> finer = tf.math.minimum(tf.math.floor(level), Constants.of(tf, type, used - 1));
    return new Levels<>(tf.stopGradient(finer), tf.stopGradient(tf.math.sub(level, finer)));
  }

  private static <T extends TFloating, S extends TFloating> Operand<T> at(
      Ops tf,
      Interpolation interpolation,
      Pyramid<T> pyramid,
      List<Operand<S>> points,
      Operand<S> level) {
    Class<S> type = level.type();
    Operand<S> half = Constants.of(tf, type, 0.5);
    Operand<S> shrink = tf.math.pow(half, level);
    // A level's pixels tile the image, so its edges are where the image's are.
    List<Operand<S>> scaled =
        points.stream()
            .<Operand<S>>map(p -> tf.math.sub(tf.math.mul(tf.math.add(p, half), shrink), half))
            .toList();
    Interpolation inside =
        new Interpolation(
            interpolation.kernel(), interpolation.padding(), PixelCoordinates.HALF_PIXEL);
    return pyramid.at(tf, tf.dtypes.cast(level, TInt32.class)).read(tf, inside, scaled);
  }

  private static <T extends TFloating> Operand<T> column(
      Ops tf, Operand<? extends TFloating> weights, Class<T> type) {
    return tf.reshape(PixelRows.cast(tf, weights, type), tf.constant(new int[] {-1, 1}));
  }
}
