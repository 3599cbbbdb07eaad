/**
 * Events of a training run and the listener that is notified of them.
 *
 * <p>Connects the loop to progress output, files and monitoring.
 */
@NullMarked
package org.stnjava.train.event;

import org.jspecify.annotations.NullMarked;
