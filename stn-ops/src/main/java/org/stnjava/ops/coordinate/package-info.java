/**
 * Where pixels lie in normalized coordinates.
 *
 * <p>Shared by the grid generator and the sampler, which must agree on it.
 */
@NullMarked
package org.stnjava.ops.coordinate;

import org.jspecify.annotations.NullMarked;
