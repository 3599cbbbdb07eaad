package org.stnjava.ops.sample;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Each point read through the kernel alone. */
record PointReading() implements Filter {

  @Override
  public <T extends TFloating, S extends TFloating> Operand<T> read(
      Ops tf, Reader reader, Operand<T> u, List<Operand<S>> points) {
    return reader.read(tf, PixelRows.of(tf, u), points);
  }
}
