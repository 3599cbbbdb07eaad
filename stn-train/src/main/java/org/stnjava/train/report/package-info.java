/**
 * The page that shows what a training run came to and what its transformers attend to.
 *
 * <p>The last station of a run: takes numbers and pictures, knows nothing of TensorFlow.
 */
@NullMarked
package org.stnjava.train.report;

import org.jspecify.annotations.NullMarked;
