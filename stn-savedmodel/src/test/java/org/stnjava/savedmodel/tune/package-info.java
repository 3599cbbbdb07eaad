@NullMarked
package org.stnjava.savedmodel.tune;

import org.jspecify.annotations.NullMarked;
