/**
 * Batches of scenes for training, reproducible from a seed and a step.
 *
 * <p>From image sets to the inputs of a training step.
 */
@NullMarked
package org.stnjava.data.batch;

import org.jspecify.annotations.NullMarked;
