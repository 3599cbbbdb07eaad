@NullMarked
package org.stnjava.train.tensorboard;

import org.jspecify.annotations.NullMarked;
