/** Tests of the package. */
@NullMarked
package org.stnjava.bench.race;

import org.jspecify.annotations.NullMarked;
