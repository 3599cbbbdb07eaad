/** Tests of the package. */
@NullMarked
package org.stnjava.bench.workload;

import org.jspecify.annotations.NullMarked;
