package org.stnjava.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.stnjava.bench.peer.TrainingSteps;
import org.stnjava.bench.workload.Network;
import org.stnjava.bench.workload.NetworkWorkload;
import org.stnjava.bench.workload.Pass;
import org.stnjava.ops.sample.Sampler;

/** Whole training steps, from bytes to updated weights. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StepBenchmark {

  private static final long SEED = 1;

  /** Which network. */
  @Param({"TUTORIAL", "TUTORIAL_PLAIN", "ST_CNN", "ST_CNN_PLAIN"})
  private Network network = Network.TUTORIAL;

  /** Images a step. */
  @Param({"64", "256"})
  private int batch;

  private AutoCloseable opened = () -> {};
  private Runnable step = () -> {};

  /** Builds the training. */
  @Setup(Level.Trial)
  public void build() {
    NetworkWorkload workload = new NetworkWorkload(network, Pass.BOTH, batch);
    TrainingSteps steps =
        TrainingSteps.of(workload, workload.inputs(SEED), Sampler.bilinear(), SEED);
    opened = steps;
    step = steps::step;
  }

  /**
   * Ends the training.
   *
   * @throws Exception never
   */
  @TearDown(Level.Trial)
  public void close() throws Exception {
    opened.close();
  }

  /** Makes one update and reads the loss. */
  @Benchmark
  public void step() {
    step.run();
  }
}
