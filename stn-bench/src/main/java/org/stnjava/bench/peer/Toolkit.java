package org.stnjava.bench.peer;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.stnjava.bench.workload.Inputs;
import org.stnjava.bench.workload.NetworkWorkload;
import org.stnjava.bench.workload.Pass;
import org.stnjava.bench.workload.SamplerWorkload;
import org.stnjava.bench.workload.Workload;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.ops.sample.Execution;
import org.stnjava.ops.sample.Sampler;

/** The toolkit as a contender. */
public final class Toolkit {

  /** How the toolkit runs what stands in its columns. */
  public static final ImmutableMap<Column, Execution> COLUMNS =
      ImmutableMap.of(Column.PORTABLE, Execution.PORTABLE, Column.FAST, Execution.JAVA);

  private Toolkit() {}

  /**
   * Prepares the toolkit for a workload.
   *
   * @param execution in which way
   * @param workload what to compute
   * @param inputs on which numbers
   * @param seed that the numbers were made from
   * @return the contender
   */
  public static Contender prepare(
      Execution execution, Workload workload, Inputs inputs, long seed) {
    Sampler sampler = Sampler.bilinear().withExecution(execution);
    if (workload instanceof SamplerWorkload sampling) {
      return SamplerGraph.of(sampling, inputs, sampler.withKernel(sampling.kernel()));
    }
    NetworkWorkload network = (NetworkWorkload) workload;
    if (network.pass() == Pass.FORWARD && execution == Execution.PORTABLE) {
      return ExportedInference.of(network, inputs);
    }
    return network.pass() == Pass.BOTH
        ? TrainingSteps.of(network, inputs, sampler, seed)
        : new GraphInference(network, inputs, sampler);
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
            : prepare(Execution.PORTABLE, workload, inputs, seed)) {
      return reference.outputs();
    }
  }
}
