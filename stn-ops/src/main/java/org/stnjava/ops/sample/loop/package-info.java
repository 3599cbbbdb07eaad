/**
 * Samplers as loops in Java.
 *
 * <p>{@link org.stnjava.ops.sample.loop.LoopSampler} adds the operations to a graph; TensorFlow
 * calls them, and they compute the points in tiles, on one thread or several.
 */
@NullMarked
package org.stnjava.ops.sample.loop;

import org.jspecify.annotations.NullMarked;
