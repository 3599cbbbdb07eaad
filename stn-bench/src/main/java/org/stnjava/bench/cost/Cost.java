package org.stnjava.bench.cost;

import java.util.Arrays;
import org.stnjava.bench.workload.Pass;
import org.stnjava.ops.sample.Sampler;

/**
 * What some work costs.
 *
 * @param forward milliseconds of sampling, a median
 * @param both milliseconds of sampling and the gradients, a median
 * @param peakBytes the most memory taken at one time with the gradients, beside the inputs
 */
public record Cost(double forward, double both, long peakBytes) {

  private static final double SAMPLE_MILLIS = 60;
  private static final int SAMPLES = 5;

  /**
   * Measures some work.
   *
   * @param work how much
   * @param sampler how it is done
   * @return the cost
   */
  public static Cost of(Work work, Sampler sampler) {
    try (WorkGraph graph = new WorkGraph(work, sampler)) {
      return new Cost(
          millis(graph, Pass.FORWARD), millis(graph, Pass.BOTH), graph.peakBytes(Pass.BOTH));
    }
  }

  private static double millis(WorkGraph graph, Pass pass) {
    graph.time(pass, 2);
    int repetitions = (int) Math.ceil(SAMPLE_MILLIS / graph.time(pass, 2));
    double[] samples = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      samples[i] = graph.time(pass, repetitions);
    }
    Arrays.sort(samples);
    return samples[SAMPLES / 2];
  }
}
