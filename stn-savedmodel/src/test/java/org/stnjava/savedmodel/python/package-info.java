@NullMarked
package org.stnjava.savedmodel.python;

import org.jspecify.annotations.NullMarked;
