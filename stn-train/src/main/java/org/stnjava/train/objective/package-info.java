/**
 * Losses to minimize, and what of a batch they compare a network's outputs with.
 *
 * <p>Between the models, which give outputs, and the training graph, which minimizes the loss.
 */
@NullMarked
package org.stnjava.train.objective;

import org.jspecify.annotations.NullMarked;
