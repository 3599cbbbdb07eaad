/**
 * SavedModels: export, import, and a look inside without running.
 *
 * <p>Between trained weights and other programs.
 */
@NullMarked
package org.stnjava.savedmodel;

import org.jspecify.annotations.NullMarked;
