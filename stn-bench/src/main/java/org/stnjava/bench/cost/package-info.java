/**
 * Time and memory as the work grows.
 *
 * <p>Beside the race, of the toolkit alone.
 */
@NullMarked
package org.stnjava.bench.cost;

import org.jspecify.annotations.NullMarked;
