/**
 * NumPy's {@code .npy} files as arrays.
 *
 * <p>Images, grids and θ are read through it, results are written.
 */
@NullMarked
package org.stnjava.data.npy;

import org.jspecify.annotations.NullMarked;
