/**
 * Graphs without function calls: inlining, control flow, and operations with gradients.
 *
 * <p>Internal: may change.
 */
@NullMarked
package org.stnjava.savedmodel.graph;

import org.jspecify.annotations.NullMarked;
