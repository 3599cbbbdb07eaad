/**
 * Batches of named arrays, which training takes step by step.
 *
 * <p>Between the image sets and scenes of this module and the training loop.
 */
@NullMarked
package org.stnjava.data.batch;

import org.jspecify.annotations.NullMarked;
