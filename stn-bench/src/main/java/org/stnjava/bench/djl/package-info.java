/**
 * PyTorch by DJL, in a JVM of its own, where there is no Python.
 *
 * <p>A peer like those of Python, started by the command; it runs TorchScript modules that {@code
 * tools/djl} makes.
 */
@NullMarked
package org.stnjava.bench.djl;

import org.jspecify.annotations.NullMarked;
