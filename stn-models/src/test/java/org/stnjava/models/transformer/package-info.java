@NullMarked
package org.stnjava.models.transformer;

import org.jspecify.annotations.NullMarked;
