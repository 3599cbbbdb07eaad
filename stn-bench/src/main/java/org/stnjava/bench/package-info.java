/**
 * Benchmarks of the toolkit.
 *
 * <p>Sees every module; none sees it.
 */
@NullMarked
package org.stnjava.bench;

import org.jspecify.annotations.NullMarked;
