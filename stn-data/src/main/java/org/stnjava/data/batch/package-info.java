/**
 * Batches of scenes for training, reproducible from a seed and a step.
 *
 * <p>From image sets to what a training step is fed.
 */
@NullMarked
package org.stnjava.data.batch;

import org.jspecify.annotations.NullMarked;
