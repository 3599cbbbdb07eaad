/**
 * Checks and reads the shapes of operands by named axes.
 *
 * <p>Used by every operation before it adds anything to the graph.
 */
@NullMarked
package org.stnjava.ops.shape;

import org.jspecify.annotations.NullMarked;
