@NullMarked
package org.stnjava.data.npy;

import org.jspecify.annotations.NullMarked;
