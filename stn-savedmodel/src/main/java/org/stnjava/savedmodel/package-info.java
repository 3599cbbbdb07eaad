/**
 * SavedModels: inspect, call, differentiate, tune, and export them.
 *
 * <p>The public packages are {@code description} (what a model holds), {@code inspect} (read it
 * without loading it), {@code load} (call it), {@code classify} (call it with images), {@code tune}
 * (gradients, fine-tuning, more layers), {@code export} (write models), and {@code tensor} (arrays
 * as tensors). The others are internal.
 */
@NullMarked
package org.stnjava.savedmodel;

import org.jspecify.annotations.NullMarked;
