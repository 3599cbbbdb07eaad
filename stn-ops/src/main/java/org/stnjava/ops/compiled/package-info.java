/**
 * Functions that XLA compiles, and gradients for what TensorFlow cannot differentiate.
 *
 * <p>Below everything that has a faster form than a graph of ordinary operations.
 */
@NullMarked
package org.stnjava.ops.compiled;

import org.jspecify.annotations.NullMarked;
