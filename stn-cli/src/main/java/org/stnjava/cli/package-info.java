/**
 * The program {@code stn}.
 *
 * <p>The last station of the flow; nothing depends on it.
 */
@NullMarked
package org.stnjava.cli;

import org.jspecify.annotations.NullMarked;
