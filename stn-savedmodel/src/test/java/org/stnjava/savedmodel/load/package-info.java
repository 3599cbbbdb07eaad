@NullMarked
package org.stnjava.savedmodel.load;

import org.jspecify.annotations.NullMarked;
