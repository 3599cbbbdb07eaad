/** Tests of the program. */
@NullMarked
package org.stnjava.cli;

import org.jspecify.annotations.NullMarked;
