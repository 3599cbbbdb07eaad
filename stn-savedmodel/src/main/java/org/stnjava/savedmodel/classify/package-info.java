/** Loaded SavedModels that classify images. */
@NullMarked
package org.stnjava.savedmodel.classify;

import org.jspecify.annotations.NullMarked;
