@NullMarked
package org.stnjava.train.watch;

import org.jspecify.annotations.NullMarked;
