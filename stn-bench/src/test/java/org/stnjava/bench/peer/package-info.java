/** Tests of the package. */
@NullMarked
package org.stnjava.bench.peer;

import org.jspecify.annotations.NullMarked;
