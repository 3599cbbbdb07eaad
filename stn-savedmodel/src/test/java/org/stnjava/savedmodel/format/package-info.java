@NullMarked
package org.stnjava.savedmodel.format;

import org.jspecify.annotations.NullMarked;
