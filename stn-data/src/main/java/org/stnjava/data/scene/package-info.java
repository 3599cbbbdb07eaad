/**
 * Contracts and drawing tools of random scenes: a canvas, placements, boxes, and what a scene
 * returns.
 *
 * <p>Distortions and composite scenes implement these; batches draw them.
 */
@NullMarked
package org.stnjava.data.scene;

import org.jspecify.annotations.NullMarked;
