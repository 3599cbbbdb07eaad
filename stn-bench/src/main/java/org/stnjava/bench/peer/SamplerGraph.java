package org.stnjava.bench.peer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.stnjava.bench.workload.Inputs;
import org.stnjava.bench.workload.Pass;
import org.stnjava.bench.workload.SamplerWorkload;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.ops.sample.Execution;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/** The toolkit's grid generator and sampler in a graph and a session, <b>to be closed</b>. */
public final class SamplerGraph implements Contender {

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Session.Runner runner = session.runner();
  private final List<Tensor> fed = new ArrayList<>();
  private final Map<String, Output<?>> fetched = new LinkedHashMap<>();

  private SamplerGraph() {}

  /**
   * Builds the graph in single precision.
   *
   * @param workload what to compute
   * @param inputs on which numbers
   * @param sampler how
   * @return the graph, ready to run
   */
  public static SamplerGraph of(SamplerWorkload workload, Inputs inputs, Sampler sampler) {
    SamplerGraph made = new SamplerGraph();
    made.build(workload, sampler, TFloat32.class, name -> NpyTensors.float32(inputs.get(name)));
    return made;
  }

  /**
   * Builds the graph in double precision, which others are compared with.
   *
   * @param workload what to compute
   * @param inputs on which numbers
   * @return the graph, ready to run
   */
  public static SamplerGraph reference(SamplerWorkload workload, Inputs inputs) {
    SamplerGraph made = new SamplerGraph();
    Sampler sampler =
        Sampler.bilinear().withKernel(workload.kernel()).withExecution(Execution.PORTABLE);
    made.build(
        workload,
        sampler,
        TFloat64.class,
        name -> {
          NpyArray array = inputs.get(name);
          return NpyTensors.float64(NpyArray.of(array.doubles(), array.shape()));
        });
    return made;
  }

  private <T extends TFloating> void build(
      SamplerWorkload workload, Sampler sampler, Class<T> type, Function<String, T> input) {
    Ops tf = Ops.create(graph);
    Operand<T> u = feed(tf, type, workload.image(), input.apply(SamplerWorkload.IMAGE));
    Operand<T> theta = feed(tf, type, workload.theta(), input.apply(SamplerWorkload.THETA));
    Operand<T> v = workload.generator().sample(tf, sampler, u, theta);
    fetched.put("v", v.asOutput());
    if (workload.pass() == Pass.BOTH) {
      Operand<T> weights =
          feed(tf, type, workload.sampled(), input.apply(SamplerWorkload.UPSTREAM));
      Output<?>[] gradients =
          graph.addGradients(
              "gradients",
              new Output<?>[] {v.asOutput()},
              new Output<?>[] {u.asOutput(), theta.asOutput()},
              new Output<?>[] {weights.asOutput()});
      fetched.put("du", gradients[0]);
      fetched.put("dtheta", gradients[1]);
    }
    fetched.values().forEach(runner::fetch);
  }

  private <T extends TFloating> Operand<T> feed(Ops tf, Class<T> type, Shape shape, T tensor) {
    Placeholder<T> placeholder = tf.placeholder(type, Placeholder.shape(shape));
    runner.feed(placeholder, tensor);
    fed.add(tensor);
    return placeholder;
  }

  @Override
  public Map<String, NpyArray> outputs() {
    Map<String, NpyArray> outputs = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      int next = 0;
      for (String name : fetched.keySet()) {
        outputs.put(name, array(result.get(next++)));
      }
    }
    return outputs;
  }

  private static NpyArray array(Tensor tensor) {
    return tensor instanceof TFloat64 exact
        ? NpyTensors.array(exact)
        : NpyTensors.array((TFloat32) tensor);
  }

  /** Runs once and takes what comes out, without looking at it. */
  public void run() {
    runner.run().close();
  }

  @Override
  public Timing time(int repetitions) {
    return Timing.of(repetitions, this::run);
  }

  @Override
  public void close() {
    fed.forEach(Tensor::close);
    session.close();
    graph.close();
  }
}
