/**
 * What spatial transformers do while they are trained, in figures, and alarms when it goes wrong.
 *
 * <p>Between what the training loop saw of a network and its listeners.
 */
@NullMarked
package org.stnjava.train.watch;

import org.jspecify.annotations.NullMarked;
