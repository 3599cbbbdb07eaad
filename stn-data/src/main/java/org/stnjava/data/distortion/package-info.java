/**
 * The distortions of the paper's experiments (Jaderberg et al. 2015, appendix), by name.
 *
 * <p>Each takes one image of a set to a canvas; batches draw them.
 */
@NullMarked
package org.stnjava.data.distortion;

import org.jspecify.annotations.NullMarked;
