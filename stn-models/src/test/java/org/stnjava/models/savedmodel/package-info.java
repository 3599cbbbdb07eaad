@NullMarked
package org.stnjava.models.savedmodel;

import org.jspecify.annotations.NullMarked;
