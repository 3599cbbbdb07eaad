/** Tests of image folders. */
@NullMarked
package org.stnjava.train.data.folder;

import org.jspecify.annotations.NullMarked;
