/** Loaded SavedModels, to be called. */
@NullMarked
package org.stnjava.savedmodel.load;

import org.jspecify.annotations.NullMarked;
