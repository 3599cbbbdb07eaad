package org.stnjava.models.transformer;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.ops.transform.Transform;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Terms that training adds to its loss for the θ of transformers; each is a factor times a mean,
 * and a factor of 0 adds nothing.
 *
 * <pre>{@code
 * Penalties penalties = Penalties.none().withTheta(0.01).withBounds(1);
 * }</pre>
 *
 * @param diversity factor of the overlap of transformers side by side: for each pair exp(−d²/r²), d
 *     being the distance of the centers of what they read and r a quarter of the image's side; 1
 *     where two read the same place. Two that read the very same place have no gradient that
 *     separates them: let them {@linkplain org.stnjava.models.localization.Start#TILES start} apart
 * @param thetaPenalty factor of the squared distance of θ to the identity
 * @param boundPenalty factor of how far scale and shift exceed the three limits
 * @param leastScale least number of the input's units that a unit of the output covers, along each
 *     of the output's axes, greater than 0
 * @param mostScale largest number of them, at least as large
 * @param mostShift largest distance of the center of what is read from the input's center along
 *     each of its axes, at least 0; 1 is the border
 */
public record Penalties(
    double diversity,
    double thetaPenalty,
    double boundPenalty,
    double leastScale,
    double mostScale,
    double mostShift) {

  /** A quarter of a side, which is 2 long; tiles of two and four transformers are 1 apart. */
  private static final double RADIUS = 0.5;

  /** Checks the ranges. */
  public Penalties {
    requireNonNegative("diversity", diversity);
    requireNonNegative("thetaPenalty", thetaPenalty);
    requireNonNegative("boundPenalty", boundPenalty);
    if (!(leastScale > 0 && mostScale >= leastScale && Double.isFinite(mostScale))) {
      throw new IllegalArgumentException(
          "leastScale, mostScale: expected numbers above 0, in this order, but got %s and %s"
              .formatted(leastScale, mostScale));
    }
    requireNonNegative("mostShift", mostShift);
  }

  /**
   * No penalties: all factors 0, with limits that transformers of trained networks keep. They read
   * a twentieth of the image at least, with half of it inside the image at most, and its center
   * inside.
   *
   * @return scales from 0.22 to 1.4, shifts up to 1
   */
  public static Penalties none() {
    return new Penalties(0, 0, 0, 0.22, 1.4, 1);
  }

  /**
   * The same penalties with another factor of overlaps.
   *
   * @param factor at least 0
   * @return a copy
   */
  public Penalties withDiversity(double factor) {
    return new Penalties(factor, thetaPenalty, boundPenalty, leastScale, mostScale, mostShift);
  }

  /**
   * The same penalties with another factor of the distance of θ to the identity.
   *
   * @param factor at least 0
   * @return a copy
   */
  public Penalties withTheta(double factor) {
    return new Penalties(diversity, factor, boundPenalty, leastScale, mostScale, mostShift);
  }

  /**
   * The same penalties with another factor of scales and shifts beyond their
   *
   * @param factor at least 0
   * @return a copy
   */
  public Penalties withBounds(double factor) {
    return new Penalties(diversity, thetaPenalty, factor, leastScale, mostScale, mostShift);
  }

  /**
   * The same penalties with other
   *
   * @param scaleFrom least scale, greater than 0
   * @param scaleTo largest scale, at least as large
   * @param shift largest shift, at least 0
   * @return a copy
   */
  public Penalties withLimits(double scaleFrom, double scaleTo, double shift) {
    return new Penalties(diversity, thetaPenalty, boundPenalty, scaleFrom, scaleTo, shift);
  }

  private static void requireNonNegative(String name, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "%s: expected a number of at least 0 but got %s".formatted(name, value));
    }
  }

  /**
   * Builds the penalties of a network's warps.
   *
   * @param tf where to build
   * @param warps of the network's transformers, θ {@code [N, …]} each
   * @return a scalar for each factor that is not 0, a mean over images, and over pairs or warps;
   *     none for diversity if there is only one warp
   */
  public List<Operand<TFloat32>> of(Ops tf, List<Warp> warps) {
    Ops here = tf.withSubScope("penalty");
    List<Operand<TFloat32>> all = new ArrayList<>();
    if (diversity > 0 && warps.size() > 1) {
      all.add(scaled(here, diversity, pairs(here, warps)));
    }
    if (thetaPenalty > 0 && !warps.isEmpty()) {
      all.add(
          scaled(
              here, thetaPenalty, warps.stream().map(warp -> fromIdentity(here, warp)).toList()));
    }
    if (boundPenalty > 0 && !warps.isEmpty()) {
      all.add(scaled(here, boundPenalty, warps.stream().map(warp -> beyond(here, warp)).toList()));
    }
    return all;
  }

  private static List<Operand<TFloat32>> pairs(Ops tf, List<Warp> warps) {
    List<Operand<TFloat32>> centers =
        warps.stream().map(warp -> ReadRegion.center(tf, warp)).toList();
    List<Operand<TFloat32>> pairs = new ArrayList<>();
    for (int i = 1; i < centers.size(); i++) {
      for (int j = 0; j < i; j++) {
        Operand<TFloat32> d = tf.math.sub(centers.get(i), centers.get(j));
        Operand<TFloat32> squared = tf.reduceSum(tf.math.mul(d, d), tf.constant(1));
        pairs.add(tf.math.exp(tf.math.mul(squared, number(tf, -1 / (RADIUS * RADIUS)))));
      }
    }
    return pairs;
  }

  private static Operand<TFloat32> fromIdentity(Ops tf, Warp warp) {
    Transform transform = warp.transformer().generator().transform();
    Operand<TFloat32> identity =
        tf.constant(transform.thetaShape(), DataBuffers.of(transform.identityTheta()));
    Operand<TFloat32> d = tf.math.sub(warp.theta(), identity);
    Operand<TFloat32> row =
        tf.reshape(tf.math.mul(d, d), tf.constant(new long[] {-1, transform.thetaShape().size()}));
    return tf.reduceSum(row, tf.constant(1));
  }

  /** {@code [N]}: squared scales and shifts, as far as they are beyond their */
  private Operand<TFloat32> beyond(Ops tf, Warp warp) {
    Operand<TFloat32> slopes = ReadRegion.slopes(tf, warp);
    Operand<TFloat32> scale = tf.reduceSum(tf.math.mul(slopes, slopes), tf.constant(1));
    Operand<TFloat32> most = number(tf, mostScale * mostScale);
    Operand<TFloat32> least = number(tf, leastScale * leastScale);
    Operand<TFloat32> scales =
        tf.math.add(tf.nn.relu(tf.math.sub(scale, most)), tf.nn.relu(tf.math.sub(least, scale)));
    Operand<TFloat32> shifts =
        tf.nn.relu(tf.math.sub(tf.math.abs(ReadRegion.center(tf, warp)), number(tf, mostShift)));
    return tf.math.add(tf.reduceSum(scales, tf.constant(1)), tf.reduceSum(shifts, tf.constant(1)));
  }

  /** A factor times the mean of numbers for each image. */
  private static Operand<TFloat32> scaled(Ops tf, double factor, List<Operand<TFloat32>> ofImages) {
    Operand<TFloat32> all =
        ofImages.size() == 1 ? ofImages.get(0) : tf.concat(ofImages, tf.constant(0));
    return tf.math.mul(tf.math.mean(all, tf.constant(0)), number(tf, factor));
  }

  private static Operand<TFloat32> number(Ops tf, double value) {
    return tf.constant((float) value);
  }
}
