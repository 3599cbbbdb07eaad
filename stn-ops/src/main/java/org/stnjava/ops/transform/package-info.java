/**
 * The transforms T_θ: from θ and target points to source points.
 *
 * <p>Between the localization network's θ and the grid generator.
 */
@NullMarked
package org.stnjava.ops.transform;

import org.jspecify.annotations.NullMarked;
