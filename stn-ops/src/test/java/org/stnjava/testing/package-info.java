/**
 * What the tests of all modules share: tolerances, values, evaluation and gradient checks.
 *
 * <p>Stands in the test jar of stn-ops.
 */
@NullMarked
package org.stnjava.testing;

import org.jspecify.annotations.NullMarked;
