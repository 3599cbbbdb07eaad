package org.stnjava.bench.peer;

import java.util.Map;
import java.util.Optional;
import org.stnjava.bench.workload.Inputs;
import org.stnjava.bench.workload.NetworkWorkload;
import org.stnjava.bench.workload.Pass;
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
   * @param seed that the numbers were made from
   * @return the contender if the toolkit can do it in this way
   */
  public static Optional<Contender> prepare(
      Execution execution, Workload workload, Inputs inputs, long seed) {
    if (workload instanceof SamplerWorkload sampling) {
      return execution
          .of(Sampler.bilinear().withKernel(sampling.kernel()))
          .map(sampler -> SamplerGraph.of(sampling, inputs, sampler));
    }
    NetworkWorkload network = (NetworkWorkload) workload;
    if (network.pass() == Pass.FORWARD && execution == Execution.PORTABLE) {
      return Optional.of(ExportedInference.of(network, inputs));
    }
    return execution
        .of(Sampler.bilinear())
        .map(
            sampler ->
                network.pass() == Pass.BOTH
                    ? TrainingSteps.of(network, inputs, sampler, seed)
                    : new GraphInference(network, inputs, sampler));
  }

  /**
   * Computes what every contender's outputs must agree with: of a sampler in double precision, of a
   * network by the portable graph.
   *
   * @param workload what to compute
   * @param inputs on which numbers
   * @param seed that the numbers were made from
   * @return outputs by name
   */
  public static Map<String, NpyArray> reference(Workload workload, Inputs inputs, long seed) {
    try (Contender reference =
        workload instanceof SamplerWorkload sampling
            ? SamplerGraph.reference(sampling, inputs)
            : prepare(Execution.PORTABLE, workload, inputs, seed).orElseThrow()) {
      return reference.outputs();
    }
  }
}
