/**
 * What is said of the times: a table, a JSON file, a plot.
 *
 * <p>After the race.
 */
@NullMarked
package org.stnjava.bench.report;

import org.jspecify.annotations.NullMarked;
