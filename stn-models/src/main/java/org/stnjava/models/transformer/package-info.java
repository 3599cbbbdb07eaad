/**
 * Spatial transformers: localization network, grid generator and sampler in one.
 *
 * <p>Between the localization networks and the classifiers.
 */
@NullMarked
package org.stnjava.models.transformer;

import org.jspecify.annotations.NullMarked;
