package org.stnjava.ops.transform;

import java.util.List;
import java.util.Objects;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.operand.Constants;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A smooth deformation that never folds: the flow of a stationary velocity field over a unit of
 * time.
 *
 * <p>θ, {@code [N, h, w, 2]}, is the field in normalized units, {@code (x, y)}, at the pixel
 * centers of an image of h×w, for outputs of any size. It is interpolated bilinearly at the
 * output's pixels, constant beyond its outer ones, and integrated there in {@value #STEPS} steps of
 * scaling and squaring. The inverse is −θ, up to the error of that integration.
 *
 * @param height rows h of the field, at least 1
 * @param width columns w of the field, at least 1
 * @param coordinates the convention of the field's pixels; a generator's own replaces it
 */
public record Velocity(int height, int width, PixelCoordinates coordinates) implements Transform {

  private static final int STEPS = 7;

  /** Checks the sizes. */
  public Velocity {
    Thetas.requireSize(height, width);
    Objects.requireNonNull(coordinates, "coordinates");
  }

  /**
   * A transform of fields in {@link PixelCoordinates#HALF_PIXEL} coordinates.
   *
   * @param height rows h of the field
   * @param width columns w of the field
   * @return the transform
   */
  public static Velocity of(int height, int width) {
    return new Velocity(height, width, PixelCoordinates.HALF_PIXEL);
  }

  @Override
  public String name() {
    return "velocity";
  }

  @Override
  public Shape thetaShape() {
    return Shape.of(height, width, 2);
  }

  @Override
  public float[] identityTheta() {
    return new float[Math.toIntExact(thetaShape().size())];
  }

  @Override
  public Transform in(PixelCoordinates other) {
    return new Velocity(height, width, other);
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> theta, Operand<T> points) {
    Thetas.requireSameBatch(theta, points, 2);
    TargetGrid over = new TargetGrid(Homogeneous.size(points, 2), coordinates);
    Operand<T> displacement = displacement(tf, theta, over);
    Operand<T> starts = forEach(tf, theta, points);
    return tf.math.add(starts, read(tf, displacement, starts));
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> theta, TargetGrid target) {
    return tf.math.add(target.points(tf, theta.type()), displacement(tf, theta, target));
  }

  /** The displacement of the pixels of an output, {@code [N, H', W', 2]}. */
  private <T extends TFloating> Operand<T> displacement(
      Ops tf, Operand<T> theta, TargetGrid target) {
    Thetas.require(this, theta);
    Operand<T> field = tf.reshape(theta, tf.constant(thetaShape().prepend(-1).asArray()));
    Operand<T> pixels = forEach(tf, field, target.points(tf, theta.type()));
    Operand<T> displacement =
        tf.math.mul(
            read(tf, field, pixels), Constants.of(tf, theta.type(), Math.scalb(1.0, -STEPS)));
    for (int step = 0; step < STEPS; step++) {
      Operand<T> arrived = tf.math.add(pixels, displacement);
      displacement = tf.math.add(displacement, read(tf, displacement, arrived));
    }
    return displacement;
  }

  /**
   * Reads a field at points: bilinear between the outer pixels' centers, constant beyond them.
   *
   * @param field {@code [N, h, w, 2]}, sizes but N known
   * @param points {@code [N, H', W', 2]}
   * @return {@code [N, H', W', 2]}
   */
  private <T extends TFloating> Operand<T> read(Ops tf, Operand<T> field, Operand<T> points) {
    Sampler sampler = Sampler.bilinear().withPadding(Padding.border()).withCoordinates(coordinates);
    return sampler.sample(tf, field, points);
  }

  /** Repeats points for each image: {@code [H', W', 2]} becomes {@code [N, H', W', 2]}. */
  private static <T extends TFloating> Operand<T> forEach(
      Ops tf, Operand<?> batch, Operand<T> points) {
    Shape shape = points.shape();
    if (shape.numDimensions() == 4) {
      return points;
    }
    Operand<T> repeated =
        tf.broadcastTo(
            points,
            tf.stack(
                List.of(
                    Sizes.of(tf, batch, 0),
                    Sizes.of(tf, points, 0),
                    Sizes.of(tf, points, 1),
                    Sizes.of(tf, points, 2))));
    return tf.reshape(repeated, tf.constant(shape.prepend(-1).asArray()));
  }
}
