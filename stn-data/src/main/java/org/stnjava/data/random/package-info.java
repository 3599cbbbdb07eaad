/**
 * Random numbers that are the same on every Java version and processor for equal seeds.
 *
 * <p>Everything that draws takes its generator from here.
 */
@NullMarked
package org.stnjava.data.random;

import org.jspecify.annotations.NullMarked;
