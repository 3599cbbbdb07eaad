package org.stnjava.bench.peer;

import java.util.Map;
import java.util.Optional;
import org.stnjava.bench.workload.SamplerWorkload;
import org.stnjava.bench.workload.Workload;
import org.stnjava.ops.npy.NpyArray;
import org.stnjava.ops.sample.Sampler;

/** The toolkit as a contender. */
public final class Toolkit {

  private Toolkit() {}

  /**
   * Prepares the toolkit for a workload.
   *
   * @param execution in which way
   * @param workload what to compute
   * @param inputs on which numbers
   * @return the contender if the toolkit can do it in this way
   */
  public static Optional<Contender> prepare(
      Execution execution, Workload workload, Map<String, NpyArray> inputs) {
    if (workload instanceof SamplerWorkload sampling) {
      return execution
          .of(Sampler.bilinear().withKernel(sampling.kernel()))
          .map(sampler -> SamplerGraph.of(sampling, inputs, sampler));
    }
    throw new IllegalArgumentException("workload: expected a known kind but got " + workload);
  }

  /**
   * Computes what every contender's outputs must agree with.
   *
   * @param workload what to compute
   * @param inputs on which numbers
   * @return outputs by name
   */
  public static Map<String, NpyArray> reference(Workload workload, Map<String, NpyArray> inputs) {
    if (workload instanceof SamplerWorkload sampling) {
      try (SamplerGraph reference = SamplerGraph.reference(sampling, inputs)) {
        return reference.outputs();
      }
    }
    throw new IllegalArgumentException("workload: expected a known kind but got " + workload);
  }
}
