/**
 * The distortions of the paper's experiments (Jaderberg et al. 2015, appendix), by name.
 *
 * <p>Stands between the images of {@code data} and the batches made of them; its members know
 * nothing of each other.
 */
@NullMarked
package org.stnjava.data.distortion;

import org.jspecify.annotations.NullMarked;
