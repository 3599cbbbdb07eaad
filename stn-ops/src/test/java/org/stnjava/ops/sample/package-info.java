@NullMarked
package org.stnjava.ops.sample;

import org.jspecify.annotations.NullMarked;
