package org.stnjava.ops.interpolation;

import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/**
 * A pixel that is read, and its weight.
 *
 * @param pixel from a kernel, a whole coordinate along one axis, of type {@code T}, which may lie
 *     outside the image; after padding, an index inside the image, {@code TInt32}
 * @param weight the factor of the pixel's value, differentiable in the sampled coordinate
 * @param <P> the type of the coordinate or index
 * @param <T> the floating type
 */
public record Tap<P extends TNumber, T extends TFloating>(Operand<P> pixel, Operand<T> weight) {}
