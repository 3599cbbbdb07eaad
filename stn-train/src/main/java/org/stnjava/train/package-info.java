/**
 * What has time: data, training loops, experiments and their reports.
 *
 * <p>Stands between the networks below and the command line above.
 */
@NullMarked
package org.stnjava.train;

import org.jspecify.annotations.NullMarked;
