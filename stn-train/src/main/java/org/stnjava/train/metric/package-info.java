/**
 * How well a network does: evaluations of labeled sets, and the table of a run's metrics.
 *
 * <p>Takes plain arrays from the training loop; the reports read from here.
 */
@NullMarked
package org.stnjava.train.metric;

import org.jspecify.annotations.NullMarked;
