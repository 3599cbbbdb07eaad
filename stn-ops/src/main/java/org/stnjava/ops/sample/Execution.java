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
   * Functions that XLA compiles at the first run with new sizes, in a tenth of a second. Double
   * precision, antialiasing, eager execution, and sizes other than the batch's that the graph does
   * not know stay portable.
   */
  COMPILED,

  /**
   * Loops in Java, which TensorFlow calls as custom operations: the gradients of bilinear samples
   * of images, and the output of two to four channels. They use as many threads as the machine has
   * cores, or as the system property {@code org.stnjava.threads} sets. Everything else is compiled:
   * other kernels and custom paddings, volumes, images of more than 2²⁴ elements, and all samplers
   * where this build of TensorFlow supports no custom operations.
   */
  JAVA,

  /** Compiled, except outputs of a few thousand elements, for which compiling does not pay. */
  AUTOMATIC
}
