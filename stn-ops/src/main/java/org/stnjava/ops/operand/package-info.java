/**
 * Building blocks of graphs: constants of any floating type, and copies and sums that keep the
 * order in which TensorFlow adds gradients.
 *
 * <p>Used by transforms, grids and samplers, whose formulas are generic in the floating type.
 */
@NullMarked
package org.stnjava.ops.operand;

import org.jspecify.annotations.NullMarked;
