/** Tests of what SavedModels hold. */
@NullMarked
package org.stnjava.models.savedmodel;

import org.jspecify.annotations.NullMarked;
