/**
 * How times are taken: in turns, on a machine that is watched meanwhile.
 *
 * <p>Between those who compute a workload and what is said of their times.
 */
@NullMarked
package org.stnjava.bench.race;

import org.jspecify.annotations.NullMarked;
