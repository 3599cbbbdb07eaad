/**
 * NumPy's {@code .npy} files as arrays and tensors, and files that are written whole or not at all.
 *
 * <p>Stands at both ends of the flow: images, grids and θ come in through it, results go out.
 */
@NullMarked
package org.stnjava.data.npy;

import org.jspecify.annotations.NullMarked;
