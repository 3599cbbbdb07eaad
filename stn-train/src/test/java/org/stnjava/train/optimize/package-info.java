@NullMarked
package org.stnjava.train.optimize;

import org.jspecify.annotations.NullMarked;
