package org.stnjava.ops.sample;

/**
 * How a sampler is executed.
 *
 * <p>All ways give the same values and gradients up to rounding (1e-5), each the same bits every
 * time and on any number of threads.
 */
public enum Execution {
  /** Ordinary operations that every TensorFlow runs: what an exported model needs. */
  PORTABLE,

  /**
   * Loops that XLA compiles for the sizes at hand, at the first run with them, in a tenth of a
   * second. What they cannot do (half and double precision, anything against aliasing, sizes other
   * than the batch's that the graph does not know, eager execution) stays portable.
   */
  COMPILED,

  /**
   * Loops in Java, which TensorFlow calls as operations of its own: the gradients of bilinear
   * samples of images, and the output of two to four channels. They take as many threads as the
   * machine has cores, or as the system property {@code org.stnjava.threads} says. What else could
   * be compiled is compiled: other kernels, volumes, images of more than 2²⁴ numbers, and all where
   * this build of TensorFlow takes no such operations.
   */
  JAVA,

  /** Compiled where that pays for itself, which is not for a few thousand numbers. */
  AUTOMATIC
}
