/**
 * Finished runs side by side: their figures as a table, their curves as a page.
 *
 * <p>Reads the folders that {@link org.stnjava.train.experiment} writes.
 */
@NullMarked
package org.stnjava.train.compare;

import org.jspecify.annotations.NullMarked;
