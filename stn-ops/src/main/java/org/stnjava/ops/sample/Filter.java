package org.stnjava.ops.sample;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** How an antialiasing reads an image. */
sealed interface Filter extends Antialiasing permits PointReading, Mipmap, MultiSample {

  /**
   * Reads the image.
   *
   * @param u image, {@code [N, H, W, C]} or {@code [N, D, H, W, C]}
   * @param points its pixel coordinates, one operand an axis, x first
   * @return the channels of each point, the points in their order
   */
  <T extends TFloating, S extends TFloating> Operand<T> read(
      Ops tf, Reader reader, Operand<T> u, List<Operand<S>> points);
}
