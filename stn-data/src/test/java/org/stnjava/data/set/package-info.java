/** Tests of image folders. */
@NullMarked
package org.stnjava.data.set;

import org.jspecify.annotations.NullMarked;
