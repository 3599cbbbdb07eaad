/** Tests of image folders. */
@NullMarked
package org.stnjava.data.folder;

import org.jspecify.annotations.NullMarked;
