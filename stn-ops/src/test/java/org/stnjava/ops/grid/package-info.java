@NullMarked
package org.stnjava.ops.grid;

import org.jspecify.annotations.NullMarked;
