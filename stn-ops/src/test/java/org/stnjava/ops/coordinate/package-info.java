@NullMarked
package org.stnjava.ops.coordinate;

import org.jspecify.annotations.NullMarked;
