/**
 * A job for {@code spark-submit}.
 *
 * <p>Reads tables or folders of images; writes a table of a model's outputs.
 */
@NullMarked
package org.stnjava.spark.job;

import org.jspecify.annotations.NullMarked;
