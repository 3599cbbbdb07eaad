package org.stnjava.models.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.stnjava.ops.transform.Transform;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a training's loss has added where its transformers do what they should not; each number is a
 * factor, and 0 adds nothing.
 *
 * @param diversity of what transformers side by side have in common: for each pair exp(−d²/r²), d
 *     being the distance of the centers that they look at and r a quarter of the image's side; 1
 *     where two look at the same place. Two that look at the very same place have no gradient to
 *     part them: let them {@linkplain org.stnjava.models.localization.Start#TILES start} apart
 * @param thetaPenalty of the squared distance of θ to the identity
 * @param boundPenalty of how far scale and shift are beyond their limits
 * @param limits of scale and shift
 */
public record Penalties(double diversity, double thetaPenalty, double boundPenalty, Limits limits) {

  /** A quarter of a side, which is 2 long; tiles of two and four transformers are 1 apart. */
  private static final double RADIUS = 0.5;

  /**
   * How far a transformer may go before it is fined.
   *
   * @param leastScale how many of the input's units a unit of the output has at least, along each
   *     of the output's axes, greater than 0
   * @param mostScale how many it has at most, at least as many
   * @param mostShift how far from the middle the center of what is read may lie along each of the
   *     input's axes, at least 0; 1 is the border
   */
  public record Limits(double leastScale, double mostScale, double mostShift) {

    /** Checks the ranges. */
    public Limits {
      if (!(leastScale > 0 && mostScale >= leastScale && Double.isFinite(mostScale))) {
        throw new IllegalArgumentException(
            "leastScale, mostScale: expected numbers above 0, in this order, but got %s and %s"
                .formatted(leastScale, mostScale));
      }
      requireFactor("mostShift", mostShift);
    }

    /**
     * Limits that healthy transformers keep: a twentieth of the image at least, half of what is
     * read inside it at most, and its center inside it.
     *
     * @return scales from 0.22 to 1.4, shifts up to 1
     */
    public static Limits usual() {
      return new Limits(0.22, 1.4, 1);
    }
  }

  /** Checks the ranges. */
  public Penalties {
    Objects.requireNonNull(limits, "limits");
    requireFactor("diversity", diversity);
    requireFactor("thetaPenalty", thetaPenalty);
    requireFactor("boundPenalty", boundPenalty);
  }

  /**
   * No penalties.
   *
   * @return all factors 0
   */
  public static Penalties none() {
    return new Penalties(0, 0, 0, Limits.usual());
  }

  private static void requireFactor(String name, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "%s: expected a number of at least 0 but got %s".formatted(name, value));
    }
  }

  /**
   * Builds the penalties of a network's warps.
   *
   * @param tf where to build
   * @param warps what its transformers did
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
    List<Operand<TFloat32>> centers = warps.stream().map(warp -> Reach.center(tf, warp)).toList();
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

  /** {@code [N]}: squared scales and shifts, as far as they are beyond their limits. */
  private Operand<TFloat32> beyond(Ops tf, Warp warp) {
    Operand<TFloat32> slopes = Reach.slopes(tf, warp);
    Operand<TFloat32> scale = tf.reduceSum(tf.math.mul(slopes, slopes), tf.constant(1));
    Operand<TFloat32> most = number(tf, limits.mostScale * limits.mostScale);
    Operand<TFloat32> least = number(tf, limits.leastScale * limits.leastScale);
    Operand<TFloat32> scales =
        tf.math.add(tf.nn.relu(tf.math.sub(scale, most)), tf.nn.relu(tf.math.sub(least, scale)));
    Operand<TFloat32> shifts =
        tf.nn.relu(tf.math.sub(tf.math.abs(Reach.center(tf, warp)), number(tf, limits.mostShift)));
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
