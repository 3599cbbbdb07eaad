/**
 * Samplers as functions that XLA compiles, with gradients of their own.
 *
 * <p>Between the interpolation along one axis and the sampler that chooses how it is executed.
 */
@NullMarked
package org.stnjava.ops.sample.compiled;

import org.jspecify.annotations.NullMarked;
