/**
 * The paper's and the tutorial's networks, by name.
 *
 * <p>What the training loops train.
 */
@NullMarked
package org.stnjava.models.classifier;

import org.jspecify.annotations.NullMarked;
