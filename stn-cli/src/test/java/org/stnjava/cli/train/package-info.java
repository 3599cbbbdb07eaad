/** Tests of the program. */
@NullMarked
package org.stnjava.cli.train;

import org.jspecify.annotations.NullMarked;
