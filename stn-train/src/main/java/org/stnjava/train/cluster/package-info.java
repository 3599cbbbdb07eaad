/**
 * Training on several machines, on TensorFlow's own servers.
 *
 * <p>Between the training loop and its graph: parameter servers keep the weights, workers compute
 * gradients, and the chief, the first worker, says who does what.
 */
@NullMarked
package org.stnjava.train.cluster;

import org.jspecify.annotations.NullMarked;
