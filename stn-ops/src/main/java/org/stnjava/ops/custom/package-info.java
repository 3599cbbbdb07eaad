/**
 * Custom operations that Java computes, functions that XLA compiles, and custom gradients.
 *
 * <p>Below everything that has a faster form than a graph of ordinary operations.
 */
@NullMarked
package org.stnjava.ops.custom;

import org.jspecify.annotations.NullMarked;
