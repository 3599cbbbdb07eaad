/**
 * Kernels and paddings: which pixels a coordinate reads along one axis, and with which weights.
 *
 * <p>Below the sampler, which multiplies the taps of the axes and reads the pixels.
 */
@NullMarked
package org.stnjava.ops.interpolation;

import org.jspecify.annotations.NullMarked;
