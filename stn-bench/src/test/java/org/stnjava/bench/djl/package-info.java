/** Tests of the package. */
@NullMarked
package org.stnjava.bench.djl;

import org.jspecify.annotations.NullMarked;
