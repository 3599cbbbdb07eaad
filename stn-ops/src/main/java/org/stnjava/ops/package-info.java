/**
 * Differentiable grids and samplers as graphs of TensorFlow operations.
 *
 * <p>Holds no variables and no sessions; everything above builds on it.
 */
@NullMarked
package org.stnjava.ops;

import org.jspecify.annotations.NullMarked;
