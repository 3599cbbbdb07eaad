/**
 * The training steps of a cluster: parameter servers store the weights, workers compute gradients,
 * and the chief, the first worker, coordinates them.
 *
 * <p>Implements the training loop's step execution for several processes.
 */
@NullMarked
package org.stnjava.cluster.steps;

import org.jspecify.annotations.NullMarked;
