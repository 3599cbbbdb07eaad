@NullMarked
package org.stnjava.ops;

import org.jspecify.annotations.NullMarked;
