package org.stnjava.ops.sample;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** What a padding does with points and pixels outside the image. */
sealed interface Outside extends Padding permits ConstantPadding, BorderPadding, ReflectionPadding {

  /**
   * Moves points that the kernel cannot read.
   *
   * @param pixels any coordinates, NaN and infinite ones too
   * @param radius how far the kernel reaches
   * @return finite coordinates that differ from the image's by little more than the reach
   */
  <T extends TFloating> Operand<T> place(Ops tf, Operand<T> pixels, Edges<T> edges, double radius);

  /** What loops do with points outside the image. */
  LoopEdge loopEdge();

  /** What loops read outside the image, if not pixels of the image: one value, or one a channel. */
  default double[] loopValues() {
    return new double[0];
  }

  /** Whether pixels outside the image are not to be read. */
  default boolean hidesOutside() {
    return false;
  }

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
   * What is read outside the image, if not pixels of the image.
   *
   * @param channels of the image
   * @return one value, or one a channel: scalar or {@code [C]}
   */
  default <T extends TFloating> Optional<Operand<T>> constant(
      Ops tf, Class<T> type, long channels) {
    return Optional.empty();
  }

  /**
   * Adds what the pixels outside contribute.
   *
   * @param v what the pixels inside gave, {@code [R, C]}
   * @param coverage the sum of their weights, {@code [R, 1]}, 1 where the kernel is all inside
   * @return the sampled rows, {@code [R, C]}
   */
  <T extends TFloating> Operand<T> fill(Ops tf, Operand<T> v, Operand<T> coverage);
}
