/** Tests of the package. */
@NullMarked
package org.stnjava.bench.report;

import org.jspecify.annotations.NullMarked;
