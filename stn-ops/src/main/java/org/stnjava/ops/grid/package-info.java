/**
 * Generates sampling grids from θ.
 *
 * <p>Between a transform and the sampler.
 */
@NullMarked
package org.stnjava.ops.grid;

import org.jspecify.annotations.NullMarked;
