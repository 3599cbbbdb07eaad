package org.stnjava.ops.interpolation;

import java.util.List;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The kernel that reads the nearest pixel, and the even one of two at the same distance.
 *
 * <p>It is constant between its jumps, so there is no gradient with respect to the grid.
 */
record Nearest() implements Kernel {

  @Override
  public String name() {
    return "nearest";
  }

  @Override
  public double radius() {
    return 1;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Measures from the coordinate −1, and not from the axis's middle: halfway between two pixels,
   * rounding decides which one is read, and only the same sequence of operations decides as PyTorch
   * does.
   */
  @Override
  public <T extends TFloating> Operand<T> toPixels(
      Ops tf, Operand<T> normalized, Operand<TInt32> size, PixelCoordinates coordinates) {
    Class<T> type = normalized.type();
    Operand<T> fromLeft = tf.math.add(normalized, Constants.of(tf, type, 1));
    Operand<T> half = tf.math.mul(tf.dtypes.cast(size, type), Constants.of(tf, type, 0.5));
    Operand<T> halfPixel = Constants.of(tf, type, 0.5);
    return coordinates == PixelCoordinates.ALIGN_CORNERS
        ? tf.math.mul(fromLeft, tf.math.sub(half, halfPixel))
        : tf.math.sub(tf.math.mul(fromLeft, half), halfPixel);
  }

  @Override
  public <T extends TFloating> List<Tap<T, T>> taps(Ops tf, Operand<T> x) {
    return List.of(new Tap<>(tf.math.rint(x), Constants.of(tf, x.type(), 1)));
  }
}
