/**
 * Operations without a gradient in TensorFlow Java, written with operations that have one.
 *
 * <p>Internal: may change.
 */
@NullMarked
package org.stnjava.savedmodel.graph.composition;

import org.jspecify.annotations.NullMarked;
