/** Tests of the command. */
@NullMarked
package org.stnjava.bench;

import org.jspecify.annotations.NullMarked;
