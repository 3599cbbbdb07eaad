/**
 * Scenes of several objects, volumes or extra changes, composed of distorted images.
 *
 * <p>The data of the paper's further experiments.
 */
@NullMarked
package org.stnjava.data.composite;

import org.jspecify.annotations.NullMarked;
