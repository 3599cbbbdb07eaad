/**
 * Who computes a workload: the toolkit, and libraries of Python in a process of their own.
 *
 * <p>Between the workloads and the race.
 */
@NullMarked
package org.stnjava.bench.peer;

import org.jspecify.annotations.NullMarked;
