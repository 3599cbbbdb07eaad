/**
 * Event files for TensorBoard: TensorFlow records of {@code Event} protocol buffers, written by a
 * training listener.
 */
@NullMarked
package org.stnjava.train.tensorboard;

import org.jspecify.annotations.NullMarked;
