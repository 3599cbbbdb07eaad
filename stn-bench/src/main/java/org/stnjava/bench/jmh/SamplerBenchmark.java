package org.stnjava.bench.jmh;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Affine grid and bilinear sampler, forward and with the gradients of both inputs.
 *
 * <p>Everything that is timed is fetched: TensorFlow drops what nobody asks for.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SamplerBenchmark {

  private static final long SEED = 1;

  /** Images, height, width, channels, output height and width. */
  @Param({"64x60x60x1-28x28", "256x28x28x1-28x28", "32x64x64x32-64x64", "8x224x224x3-224x224"})
  private String workload = "";

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private TFloat32 image = TFloat32.scalarOf(0);
  private TFloat32 angles = TFloat32.scalarOf(0);
  private List<Operand<TFloat32>> inputs = List.of();
  private List<Output<?>> outputs = List.of();

  /** Builds the graph and its inputs. */
  @Setup(Level.Trial)
  public void build() {
    long[] sizes = Stream.of(workload.split("[x-]")).mapToLong(Long::parseLong).toArray();
    Shape shape = Shape.of(sizes[0], sizes[1], sizes[2], sizes[3]);
    SplittableRandom random = new SplittableRandom(SEED);
    image = tensor(shape, random.doubles(shape.size(), 0, 1).toArray());
    angles = tensor(Shape.of(sizes[0], 6), rotations((int) sizes[0], random));

    Ops tf = Ops.create(graph);
    Operand<TFloat32> u = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    Operand<TFloat32> theta =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(sizes[0], 6)));
    Operand<TFloat32> grid =
        GridGenerator.of(new Affine(), (int) sizes[4], (int) sizes[5]).generate(tf, theta);
    Output<TFloat32> v = Sampler.bilinear().sample(tf, u, grid).asOutput();
    Output<?>[] gradients = graph.addGradients(v, new Output<?>[] {u.asOutput(), theta.asOutput()});
    inputs = List.of(u, theta);
    outputs = List.of(v, gradients[0], gradients[1]);
  }

  /** Ends the session. */
  @TearDown(Level.Trial)
  public void close() {
    image.close();
    angles.close();
    session.close();
    graph.close();
  }

  /**
   * Samples.
   *
   * @return how many outputs were fetched
   */
  @Benchmark
  public int forward() {
    return run(1);
  }

  /**
   * Samples, and takes the gradients with respect to the image and θ.
   *
   * @return how many outputs were fetched
   */
  @Benchmark
  public int both() {
    return run(outputs.size());
  }

  private int run(int fetches) {
    Session.Runner runner = session.runner().feed(inputs.get(0), image).feed(inputs.get(1), angles);
    outputs.subList(0, fetches).forEach(runner::fetch);
    try (Result result = runner.run()) {
      return result.size();
    }
  }

  /** Rotations with scales such that some samples fall outside. */
  private static double[] rotations(int count, SplittableRandom random) {
    double[] theta = new double[6 * count];
    for (int i = 0; i < count; i++) {
      double angle = random.nextDouble(-1, 1);
      double scale = random.nextDouble(0.8, 1.2);
      theta[6 * i] = scale * Math.cos(angle);
      theta[6 * i + 1] = -scale * Math.sin(angle);
      theta[6 * i + 3] = scale * Math.sin(angle);
      theta[6 * i + 4] = scale * Math.cos(angle);
    }
    return theta;
  }

  private static TFloat32 tensor(Shape shape, double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return TFloat32.tensorOf(shape, DataBuffers.of(floats));
  }
}
