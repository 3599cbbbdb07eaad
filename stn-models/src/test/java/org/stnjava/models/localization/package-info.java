@NullMarked
package org.stnjava.models.localization;

import org.jspecify.annotations.NullMarked;
