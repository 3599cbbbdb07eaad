@NullMarked
package org.stnjava.savedmodel.export;

import org.jspecify.annotations.NullMarked;
