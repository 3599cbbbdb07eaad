/**
 * Named weights, their initializers, and the few layers that are needed.
 *
 * <p>Below every network of the toolkit.
 */
@NullMarked
package org.stnjava.models.layer;

import org.jspecify.annotations.NullMarked;
