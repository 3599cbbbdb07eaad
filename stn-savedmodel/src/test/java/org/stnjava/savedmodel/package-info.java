@NullMarked
package org.stnjava.savedmodel;

import org.jspecify.annotations.NullMarked;
