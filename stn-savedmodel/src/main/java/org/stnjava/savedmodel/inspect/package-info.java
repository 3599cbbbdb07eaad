/** Descriptions of SavedModels, read without loading them. */
@NullMarked
package org.stnjava.savedmodel.inspect;

import org.jspecify.annotations.NullMarked;
