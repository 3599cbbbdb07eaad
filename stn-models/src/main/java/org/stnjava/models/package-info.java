/**
 * What has weights: networks around the spatial transformer.
 *
 * <p>Stands between the operations below and the training loops above.
 */
@NullMarked
package org.stnjava.models;

import org.jspecify.annotations.NullMarked;
