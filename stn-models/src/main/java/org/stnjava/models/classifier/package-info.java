/**
 * The paper's and the tutorial's networks, by name.
 *
 * <p>They are built from layers and transformers; training and export take any {@code Classifier}.
 */
@NullMarked
package org.stnjava.models.classifier;

import org.jspecify.annotations.NullMarked;
