/**
 * Digits that look handwritten, made on the spot from strokes.
 *
 * <p>The built-in data set, which needs no files.
 */
@NullMarked
package org.stnjava.data.glyph;

import org.jspecify.annotations.NullMarked;
