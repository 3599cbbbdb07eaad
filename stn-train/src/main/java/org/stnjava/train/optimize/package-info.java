/**
 * Optimizers on TensorFlow's fused kernels, and learning-rate schedules.
 *
 * <p>Between a loss and the weights that the training loop updates.
 */
@NullMarked
package org.stnjava.train.optimize;

import org.jspecify.annotations.NullMarked;
