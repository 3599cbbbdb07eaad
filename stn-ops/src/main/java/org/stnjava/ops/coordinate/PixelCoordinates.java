package org.stnjava.ops.coordinate;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * What −1 and 1 mean along an axis of pixels.
 *
 * <p>Normalized coordinates run from −1 to 1, {@code x} to the right along the width and {@code y}
 * downwards along the height. The default everywhere is {@link #HALF_PIXEL}, as in PyTorch, ONNX
 * and TensorFlow 2 ({@code align_corners=False}).
 */
public enum PixelCoordinates {
  /** −1 and 1 lie on the outer edges of the outer pixels: pixel j of n is at (2j + 1)/n − 1. */
  HALF_PIXEL {
    @Override
    double center(int pixel, int size) {
      return (2.0 * pixel + 1 - size) / size;
    }

    @Override
    <T extends TFloating> Operand<T> halfExtent(Ops tf, Operand<T> size) {
      return half(tf, size);
    }

    @Override
    public float halfExtent(int size) {
      return size / 2f;
    }
  },

  /**
   * −1 and 1 lie on the centers of the outer pixels: pixel j of n is at 2j/(n − 1) − 1, and at 0 if
   * it is the only one.
   */
  ALIGN_CORNERS {
    @Override
    double center(int pixel, int size) {
      return size == 1 ? 0 : (2.0 * pixel + 1 - size) / (size - 1);
    }

    @Override
    <T extends TFloating> Operand<T> halfExtent(Ops tf, Operand<T> size) {
      return lastCenterHalved(tf, size);
    }

    @Override
    public float halfExtent(int size) {
      return (size - 1) / 2f;
    }
  };

  abstract double center(int pixel, int size);

  /** Half the number of pixels between −1 and 1. */
  abstract <T extends TFloating> Operand<T> halfExtent(Ops tf, Operand<T> size);

  /**
   * Half the number of pixels between −1 and 1.
   *
   * @param size the number of pixels of an axis
   * @return the derivative of the pixel coordinate with respect to the normalized one
   */
  public abstract float halfExtent(int size);

  /**
   * The normalized coordinates of the pixel centers along one axis.
   *
   * @param size the number of pixels, at least 1
   * @return {@code size} coordinates in [−1, 1]
   * @throws IllegalArgumentException if there is no pixel
   */
  public double[] centers(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("size: expected at least 1 pixel but got " + size);
    }
    double[] centers = new double[size];
    for (int pixel = 0; pixel < size; pixel++) {
      centers[pixel] = center(pixel, size);
    }
    return centers;
  }

  /**
   * Converts normalized coordinates to pixels, 0 being the center of the first one.
   *
   * @param tf where to build
   * @param normalized coordinates along one axis, any shape
   * @param size the number of pixels of that axis, a scalar
   * @param <T> the floating type
   * @return pixel coordinates, same shape
   */
  public <T extends TFloating> Operand<T> toPixels(
      Ops tf, Operand<T> normalized, Operand<TInt32> size) {
    Operand<T> pixels = tf.dtypes.cast(size, normalized.type());
    return tf.math.add(
        tf.math.mul(normalized, halfExtent(tf, pixels)), lastCenterHalved(tf, pixels));
  }

  /** The pixel coordinate of the axis's middle, the same in both conventions: (n − 1)/2. */
  private static <T extends TFloating> Operand<T> lastCenterHalved(Ops tf, Operand<T> size) {
    return half(tf, tf.math.sub(size, tf.dtypes.cast(tf.constant(1), size.type())));
  }

  private static <T extends TFloating> Operand<T> half(Ops tf, Operand<T> value) {
    return tf.math.mul(value, tf.dtypes.cast(tf.constant(0.5), value.type()));
  }
}
