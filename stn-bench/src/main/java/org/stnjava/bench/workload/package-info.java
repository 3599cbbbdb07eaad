/**
 * What is timed, and with which numbers.
 *
 * <p>The first of the benchmark's packages; peers compute it.
 */
@NullMarked
package org.stnjava.bench.workload;

import org.jspecify.annotations.NullMarked;
