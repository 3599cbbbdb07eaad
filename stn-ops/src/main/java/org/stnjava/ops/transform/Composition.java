package org.stnjava.ops.transform;

import java.util.Arrays;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Two transforms, one after the other: the first maps target points, the second maps the first
 * one's source points.
 *
 * <p>θ is {@code [N, S]}: the first one's, row-major, followed by the second's.
 *
 * @param first maps target points
 * @param second maps the first one's source points
 */
record Composition(Transform first, Transform second) implements Transform {

  /** Requires two transforms of images or of volumes, and of the same size if they have one. */
  public Composition {
    if (!first.outputSize().isCompatibleWith(second.outputSize())) {
      throw new IllegalArgumentException(
          "second: expected a transform of %s as %s is, but %s is of %s"
              .formatted(
                  Sizes.text(first.outputSize()),
                  first.name(),
                  second.name(),
                  Sizes.text(second.outputSize())));
    }
  }

  @Override
  public String name() {
    return first.name() + "+" + second.name();
  }

  @Override
  public Shape thetaShape() {
    return Shape.of(first.thetaShape().size() + second.thetaShape().size());
  }

  @Override
  public float[] identityTheta() {
    float[] one = first.identityTheta();
    float[] other = second.identityTheta();
    float[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @Override
  public Shape outputSize() {
    return first.outputSize().hasUnknownDimension() ? second.outputSize() : first.outputSize();
  }

  @Override
  public Transform in(PixelCoordinates coordinates) {
    return new Composition(first.in(coordinates), second.in(coordinates));
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> theta, Operand<T> points) {
    Operand<T> between = first.apply(tf, firstTheta(tf, theta), points);
    return second.apply(tf, secondTheta(tf, theta), between);
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> theta, TargetGrid target) {
    Operand<T> between = first.apply(tf, firstTheta(tf, theta), target);
    return second.apply(tf, secondTheta(tf, theta), between);
  }

  private <T extends TFloating> Operand<T> firstTheta(Ops tf, Operand<T> theta) {
    Thetas.require(this, theta);
    return part(tf, theta, 0, first.thetaShape());
  }

  private <T extends TFloating> Operand<T> secondTheta(Ops tf, Operand<T> theta) {
    return part(tf, theta, first.thetaShape().size(), second.thetaShape());
  }

  private static <T extends TFloating> Operand<T> part(
      Ops tf, Operand<T> theta, long from, Shape shape) {
    // The gradient of a slice whose bounds are longs cannot be built.
    int[] begin = {0, Math.toIntExact(from)};
    int[] size = {-1, Math.toIntExact(shape.size())};
    Operand<T> numbers = tf.slice(theta, tf.constant(begin), tf.constant(size));
    return tf.reshape(numbers, tf.constant(shape.prepend(-1).asArray()));
  }
}
