/**
 * What the training loop tells its listeners.
 *
 * <p>Between the loop and whatever shows or keeps its progress.
 */
@NullMarked
package org.stnjava.train.event;

import org.jspecify.annotations.NullMarked;
