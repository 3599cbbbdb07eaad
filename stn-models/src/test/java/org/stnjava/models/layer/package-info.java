@NullMarked
package org.stnjava.models.layer;

import org.jspecify.annotations.NullMarked;
