/**
 * Diagnosis of spatial transformers in training: statistics of their warps, faults and remedies.
 *
 * <p>Reads the measurements of the training loop; its alarms go to the listeners.
 */
@NullMarked
package org.stnjava.train.diagnose;

import org.jspecify.annotations.NullMarked;
