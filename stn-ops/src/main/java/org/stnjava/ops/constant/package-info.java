/**
 * Numbers that stand in a graph.
 *
 * <p>Used by transforms and grids, whose formulas are generic in the floating type.
 */
@NullMarked
package org.stnjava.ops.constant;

import org.jspecify.annotations.NullMarked;
