/** Tests of the program. */
@NullMarked
package org.stnjava.cli.common;

import org.jspecify.annotations.NullMarked;
