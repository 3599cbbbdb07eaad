@NullMarked
package org.stnjava.train;

import org.jspecify.annotations.NullMarked;
