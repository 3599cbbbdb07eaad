@NullMarked
package org.stnjava.savedmodel.layer;

import org.jspecify.annotations.NullMarked;
