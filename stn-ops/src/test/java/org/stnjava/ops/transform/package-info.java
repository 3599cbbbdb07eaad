@NullMarked
package org.stnjava.ops.transform;

import org.jspecify.annotations.NullMarked;
