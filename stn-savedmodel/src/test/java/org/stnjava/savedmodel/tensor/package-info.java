@NullMarked
package org.stnjava.savedmodel.tensor;

import org.jspecify.annotations.NullMarked;
