/**
 * Localization networks: from a feature map to θ.
 *
 * <p>The first of the three parts of a spatial transformer.
 */
@NullMarked
package org.stnjava.models.localization;

import org.jspecify.annotations.NullMarked;
