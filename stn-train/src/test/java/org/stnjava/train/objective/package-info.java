@NullMarked
package org.stnjava.train.objective;

import org.jspecify.annotations.NullMarked;
