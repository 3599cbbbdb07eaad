/**
 * What Python stores in a SavedModel beside the graph: objects, variables, and functions.
 *
 * <p>Internal: may change.
 */
@NullMarked
package org.stnjava.savedmodel.python;

import org.jspecify.annotations.NullMarked;
