/** Loaded SavedModels as layers of networks that are built here. */
@NullMarked
package org.stnjava.savedmodel.layer;

import org.jspecify.annotations.NullMarked;
