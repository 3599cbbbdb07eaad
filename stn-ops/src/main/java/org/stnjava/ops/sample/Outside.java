package org.stnjava.ops.sample;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TFloating;

/** What a padding does with points and pixels outside the image. */
sealed interface Outside extends Padding permits ConstantPadding, BorderPadding, ReflectionPadding {

  /**
   * A point that can be read.
   *
   * @param x its coordinate, finite and within the kernel's reach of the image
   * @param inside whether the original coordinate was so, if pixels outside must not be read
   */
  record Place<T extends TFloating>(Operand<T> x, Optional<Operand<TBool>> inside) {}

  /**
   * Moves points that the kernel cannot read.
   *
   * @param pixels any coordinates, NaN and infinite ones too
   * @param radius how far the kernel reaches
   */
  <T extends TFloating> Place<T> place(Ops tf, Operand<T> pixels, Edges<T> edges, double radius);

  /**
   * Moves points into the image where the padding repeats it.
   *
   * @param pixels any coordinates
   * @return other points of the padded image at which it is the same
   */
  default <T extends TFloating> Operand<T> folded(Ops tf, Operand<T> pixels, Edges<T> edges) {
    return pixels;
  }

  /**
   * The pixel of the image that is read in place of a tap's own.
   *
   * @param pixel whole numbers
   * @param radius how far the kernel reaches
   * @return whole numbers from 0 to the last pixel
   */
  <T extends TFloating> Operand<T> pixel(Ops tf, Operand<T> pixel, Edges<T> edges, double radius);

  /**
   * Adds what the pixels outside contribute.
   *
   * @param v what the pixels inside gave, {@code [R, C]}
   * @param coverage the sum of their weights, {@code [R, 1]}, 1 where the kernel is all inside
   * @return the sampled rows, {@code [R, C]}
   */
  <T extends TFloating> Operand<T> fill(Ops tf, Operand<T> v, Operand<T> coverage);
}
