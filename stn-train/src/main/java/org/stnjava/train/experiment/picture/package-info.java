/** Experiments on photographs and other pictures that the user has, given with {@code --data}. */
@NullMarked
package org.stnjava.train.experiment.picture;

import org.jspecify.annotations.NullMarked;
