package org.stnjava.bench.cost;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.bench.peer.Timing;
import org.stnjava.bench.trace.StepTrace;
import org.stnjava.bench.workload.Inputs;
import org.stnjava.bench.workload.Pass;
import org.stnjava.bench.workload.SamplerWorkload;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;

/** Samplers side by side with their gradients in one graph, <b>to be closed</b>. */
final class WorkGraph implements AutoCloseable {

  private static final long SEED = 1;

  private static final RunOptions TRACED =
      RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();

  /** A placeholder with what it is fed. */
  private record Fed(Operand<TFloat32> placeholder, TFloat32 tensor) {}

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Ops tf = Ops.create(graph);
  private final List<Fed> inputs = new ArrayList<>();
  private final List<Output<?>> sampled = new ArrayList<>();
  private final List<Output<?>> gradients;

  WorkGraph(Work work, Sampler sampler) {
    SamplerWorkload one = work.one();
    Inputs numbers = one.inputs(SEED);
    Operand<TFloat32> u = feed(one.image(), numbers.get(SamplerWorkload.IMAGE));
    Operand<TFloat32> weights = feed(one.sampled(), numbers.get(SamplerWorkload.UPSTREAM));
    List<Output<?>> sources = new ArrayList<>(List.of(u.asOutput()));
    List<Output<?>> seeds = new ArrayList<>();
    work.samplers()
        .forEach(
            ignored -> {
              Operand<TFloat32> theta = feed(one.theta(), numbers.get(SamplerWorkload.THETA));
              sources.add(theta.asOutput());
              sampled.add(one.generator().sample(tf, sampler, u, theta).asOutput());
              seeds.add(weights.asOutput());
            });
    gradients =
        List.of(graph.addGradients("gradients", array(sampled), array(sources), array(seeds)));
  }

  private static Output<?>[] array(List<Output<?>> outputs) {
    return outputs.toArray(Output<?>[]::new);
  }

  private Operand<TFloat32> feed(Shape shape, NpyArray numbers) {
    Placeholder<TFloat32> placeholder = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    inputs.add(new Fed(placeholder, NpyTensors.float32(numbers)));
    return placeholder;
  }

  /** Milliseconds of a run. */
  double time(Pass pass, int repetitions) {
    Session.Runner runner = runner(pass);
    return Timing.of(repetitions, () -> runner.run().close()).millis();
  }

  /** The most memory that a run takes at one time, in bytes. */
  long peakBytes(Pass pass) {
    try (Result result = runner(pass).setOptions(TRACED).runAndFetchMetadata()) {
      return new StepTrace(result.getMetadata().orElseThrow().getStepStats()).peakBytes();
    }
  }

  private Session.Runner runner(Pass pass) {
    Session.Runner runner = session.runner();
    inputs.forEach(input -> runner.feed(input.placeholder(), input.tensor()));
    sampled.forEach(runner::fetch);
    if (pass == Pass.BOTH) {
      gradients.forEach(runner::fetch);
    }
    return runner;
  }

  @Override
  public void close() {
    inputs.forEach(input -> input.tensor().close());
    session.close();
    graph.close();
  }
}
