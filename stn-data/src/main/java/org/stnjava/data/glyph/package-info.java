/**
 * Digits that look handwritten, made on the spot from strokes.
 *
 * <p>The data set for whoever has no files at hand; it ends in the same {@code LabeledImages} as a
 * file would.
 */
@NullMarked
package org.stnjava.data.glyph;

import org.jspecify.annotations.NullMarked;
