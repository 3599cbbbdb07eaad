package org.stnjava.ops.sample;

import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * One pixel that a kernel reads along one axis.
 *
 * @param pixel its integer coordinate, which may lie outside the image
 * @param weight what the kernel gives it, differentiable in the sampled coordinate
 * @param <T> the floating type
 */
public record Tap<T extends TFloating>(Operand<T> pixel, Operand<T> weight) {}
