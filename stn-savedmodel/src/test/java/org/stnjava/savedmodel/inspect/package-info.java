@NullMarked
package org.stnjava.savedmodel.inspect;

import org.jspecify.annotations.NullMarked;
