/**
 * Benchmarks for the Java Microbenchmark Harness.
 *
 * <p>Beside the command, for looking at one thing closely.
 */
@NullMarked
package org.stnjava.bench.jmh;

import org.jspecify.annotations.NullMarked;
