/**
 * Where the time and the memory of one step go.
 *
 * <p>Beside the race, for looking at one step closely.
 */
@NullMarked
package org.stnjava.bench.trace;

import org.jspecify.annotations.NullMarked;
