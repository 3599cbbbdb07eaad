/**
 * Reads a feature map at the points of a sampling grid.
 *
 * <p>The last of the three parts of a spatial transformer.
 */
@NullMarked
package org.stnjava.ops.sample;

import org.jspecify.annotations.NullMarked;
