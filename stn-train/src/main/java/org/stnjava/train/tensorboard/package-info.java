/**
 * Event files for TensorBoard.
 *
 * <p>Hears of a training and writes what it hears; the files are TensorFlow's records of protocol
 * buffers.
 */
@NullMarked
package org.stnjava.train.tensorboard;

import org.jspecify.annotations.NullMarked;
