/**
 * Nodes, operations, and types as protocol buffers define them.
 *
 * <p>Internal: may change.
 */
@NullMarked
package org.stnjava.savedmodel.proto;

import org.jspecify.annotations.NullMarked;
