/** Loaded SavedModels as graphs that have gradients, to be extended, tuned, and saved. */
@NullMarked
package org.stnjava.savedmodel.tune;

import org.jspecify.annotations.NullMarked;
