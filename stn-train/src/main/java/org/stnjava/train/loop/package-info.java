/**
 * The training loop and its configuration.
 *
 * <p>Drives a classifier over a stream of batches and tells listeners what happens.
 */
@NullMarked
package org.stnjava.train.loop;

import org.jspecify.annotations.NullMarked;
