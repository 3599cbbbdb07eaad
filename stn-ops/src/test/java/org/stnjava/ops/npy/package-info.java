@NullMarked
package org.stnjava.ops.npy;

import org.jspecify.annotations.NullMarked;
