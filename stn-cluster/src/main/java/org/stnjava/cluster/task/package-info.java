/**
 * The tasks of a cluster: their addresses, their TensorFlow servers, and the sessions and queues
 * through which they communicate.
 *
 * <p>Knows nothing of training; {@code placement} and {@code steps} build on it.
 */
@NullMarked
package org.stnjava.cluster.task;

import org.jspecify.annotations.NullMarked;
