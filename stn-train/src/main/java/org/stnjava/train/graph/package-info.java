/**
 * What is trained, as one graph: forward pass, loss, gradients and updates in a session.
 *
 * <p>Between the models and objectives, from which it is built, and the training loop, which runs
 * it step by step.
 */
@NullMarked
package org.stnjava.train.graph;

import org.jspecify.annotations.NullMarked;
