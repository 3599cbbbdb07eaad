@NullMarked
package org.stnjava.ops.shape;

import org.jspecify.annotations.NullMarked;
