/**
 * The command {@code stn bench}: the toolkit against its peers, in one interleaved run.
 *
 * <p>Sees every module; none sees it.
 */
@NullMarked
package org.stnjava.bench;

import org.jspecify.annotations.NullMarked;
