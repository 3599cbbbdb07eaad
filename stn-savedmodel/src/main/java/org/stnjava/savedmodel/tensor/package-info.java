/** Conversion between arrays of the heap and tensors. */
@NullMarked
package org.stnjava.savedmodel.tensor;

import org.jspecify.annotations.NullMarked;
