/**
 * SavedModels as stages of Spark ML.
 *
 * <p>Between a model's folder and a cluster's tables of images.
 */
@NullMarked
package org.stnjava.spark;

import org.jspecify.annotations.NullMarked;
