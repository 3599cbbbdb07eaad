package org.stnjava.ops.sample;

import java.util.List;
import org.stnjava.ops.interpolation.Interpolation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Each point read through the kernel alone, without antialiasing. */
record PointSampling() implements Antialiasing {

  @Override
  public <T extends TFloating, S extends TFloating> Operand<T> read(
      Ops tf, Interpolation interpolation, Operand<T> u, List<Operand<S>> points) {
    return PixelRows.of(tf, u).read(tf, interpolation, points);
  }
}
