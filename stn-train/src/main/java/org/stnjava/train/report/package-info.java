/**
 * The HTML report of a training run: its metrics, its settings and what its transformers read.
 *
 * <p>Takes metrics and images; does not depend on TensorFlow.
 */
@NullMarked
package org.stnjava.train.report;

import org.jspecify.annotations.NullMarked;
