package org.stnjava.ops.sample;

/**
 * How a sampler is executed.
 *
 * <p>Both ways give the same values and gradients up to rounding (1e-5), each the same bits every
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
   * Loops in Java, which TensorFlow calls as an operation of its own, on the threads of {@link
   * java.util.concurrent.ForkJoinPool#commonPool}. For images and the bilinear kernel, where this
   * build of TensorFlow takes such operations; what else could be compiled is compiled.
   */
  JAVA,

  /** Compiled where that pays for itself, which is not for a few thousand numbers. */
  AUTOMATIC
}
