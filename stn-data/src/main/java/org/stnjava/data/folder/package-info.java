/**
 * Folders of picture files as labeled images.
 *
 * <p>From the user's files to what batches are taken from.
 */
@NullMarked
package org.stnjava.data.folder;

import org.jspecify.annotations.NullMarked;
