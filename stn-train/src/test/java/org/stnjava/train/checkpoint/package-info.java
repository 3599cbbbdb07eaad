/** Tests of checkpoints. */
@NullMarked
package org.stnjava.train.checkpoint;

import org.jspecify.annotations.NullMarked;
