/**
 * Contracts and drawing tools of random scenes: a canvas, placements, boxes and annotations.
 *
 * <p>Distortions and composite scenes implement these; batches draw them.
 */
@NullMarked
package org.stnjava.data.scene;

import org.jspecify.annotations.NullMarked;
