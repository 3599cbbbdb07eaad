package org.stnjava.ops.sample;

/**
 * How a sampler is executed.
 *
 * <p>Both ways give the same values and gradients of finite pixels up to rounding (1e-5), each the
 * same bits every time and on any number of threads.
 */
public enum Execution {
  /** Ordinary operations that every TensorFlow runs: what an exported model needs. */
  PORTABLE,

  /**
   * Loops in Java, which TensorFlow calls as custom operations. They use the processor's vectors
   * where the JVM was started with {@code --add-modules jdk.incubator.vector}, and as many threads
   * as the machine has cores, or as the system property {@code org.stnjava.threads} sets. Their
   * bits are the same with and without vectors.
   *
   * <p>What they do not compute is portable: double precision, antialiasing, kernels and paddings
   * of one's own, images of more than 2²⁴ elements with their frame, eager execution, and
   * everything where this build of TensorFlow supports no custom operations.
   */
  JAVA,

  /**
   * Loops in Java, except where they do not pay: outputs of up to about four thousand elements, and
   * images of more than 32 times the size of the output; and except images of sizes that the graph
   * does not know.
   */
  AUTOMATIC
}
