/**
 * A job for {@code spark-submit}.
 *
 * <p>From tables or folders of images to a table of what a model says to them.
 */
@NullMarked
package org.stnjava.spark.job;

import org.jspecify.annotations.NullMarked;
