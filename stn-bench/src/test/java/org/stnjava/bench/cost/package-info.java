/** Tests of the package. */
@NullMarked
package org.stnjava.bench.cost;

import org.jspecify.annotations.NullMarked;
