/** Tests of the package. */
@NullMarked
package org.stnjava.bench.trace;

import org.jspecify.annotations.NullMarked;
