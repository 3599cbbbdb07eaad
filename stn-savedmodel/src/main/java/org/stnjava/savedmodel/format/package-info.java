/**
 * The files of a SavedModel: protocol buffer, checkpoint, fingerprint, and assets, read without
 * native code.
 *
 * <p>Internal: may change.
 */
@NullMarked
package org.stnjava.savedmodel.format;

import org.jspecify.annotations.NullMarked;
