/**
 * The state of a training on disk, from which it continues as if it had not stopped.
 *
 * <p>Between the training loop, which knows no files, and the folder of a run.
 */
@NullMarked
package org.stnjava.train.checkpoint;

import org.jspecify.annotations.NullMarked;
