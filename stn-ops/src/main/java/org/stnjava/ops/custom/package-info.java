/**
 * Operations of one's own, whose kernels are Java.
 *
 * <p>TensorFlow's C interface takes them while it runs; TensorFlow Java has no bindings for that
 * part of it, so it is called through JNA.
 */
@NullMarked
package org.stnjava.ops.custom;

import org.jspecify.annotations.NullMarked;
