/**
 * Volumes in the files of medical imaging.
 *
 * <p>Beside pictures; image folders hold either.
 */
@NullMarked
package org.stnjava.data.volume;

import org.jspecify.annotations.NullMarked;
