/** What a SavedModel holds, as plain data. */
@NullMarked
package org.stnjava.savedmodel.description;

import org.jspecify.annotations.NullMarked;
