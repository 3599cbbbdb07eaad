/**
 * A bilinear sampler of images as loops in Java, which TensorFlow calls as custom operations.
 *
 * <p>{@link JavaSampler} builds the operations, {@link BilinearOps} registers them. {@link
 * PointRow} computes where a row of points reads, {@link Pixels} reads there: another
 * implementation of the arithmetic replaces these two.
 */
@NullMarked
package org.stnjava.ops.sample.loop;

import org.jspecify.annotations.NullMarked;
