/**
 * Labeled images, where they come from, and the batches that training takes from them.
 *
 * <p>The first station of the flow: file or generator, distortion, batch. The ready distortions
 * stand in {@code data.distortion}, the built-in digits in {@code data.glyph}.
 */
@NullMarked
package org.stnjava.data;

import org.jspecify.annotations.NullMarked;
