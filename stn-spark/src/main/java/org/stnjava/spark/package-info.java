/**
 * SavedModels as stages of Spark ML.
 *
 * <p>Calls a SavedModel on the images of a distributed dataset.
 */
@NullMarked
package org.stnjava.spark;

import org.jspecify.annotations.NullMarked;
