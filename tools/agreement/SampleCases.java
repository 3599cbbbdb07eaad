import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.npy.NpyArray;
import org.stnjava.ops.npy.NpyFile;
import org.stnjava.ops.npy.NpyTensors;
import org.stnjava.ops.npy.NpyType;
import org.stnjava.ops.sample.Kernel;
import org.stnjava.ops.sample.Padding;
import org.stnjava.ops.sample.Sampler;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * Samples every case of a folder: reads u, grid, dv and the file "settings" (kernel, padding, coordinates), writes
 * v, du and dgrid beside them. What "stn sample" does, for many cases in one process.
 */
public final class SampleCases {

  public static void main(String[] args) throws IOException {
    try (Stream<Path> folders = Files.list(Path.of(args[0]))) {
      folders.sorted().forEach(SampleCases::sample);
    }
  }

  private static void sample(Path folder) {
    NpyArray u = NpyFile.read(folder.resolve("u.npy"));
    if (u.type() == NpyType.FLOAT64) {
      sample(folder, TFloat64.class);
    } else {
      sample(folder, TFloat32.class);
    }
  }

  private static <T extends TFloating> void sample(Path folder, Class<T> type) {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        Tensor u = tensor(folder, "u", type);
        Tensor grid = tensor(folder, "grid", type);
        Tensor dv = tensor(folder, "dv", type)) {
      Ops tf = Ops.create(graph);
      Operand<T> image = tf.placeholder(type, Placeholder.shape(u.shape()));
      Operand<T> points = tf.placeholder(type, Placeholder.shape(grid.shape()));
      Operand<T> weights = tf.placeholder(type, Placeholder.shape(dv.shape()));
      Operand<T> v = sampler(folder).sample(tf, image, points);
      Operand<?> du = gradient(graph, tf, v, weights, image);
      Operand<?> dgrid = gradient(graph, tf, v, weights, points);
      Session.Runner runner = session.runner().feed(image, u).feed(points, grid).feed(weights, dv);
      try (Result result = runner.fetch(v).fetch(du).fetch(dgrid).run()) {
        write(folder, "v", result.get(0));
        write(folder, "du", result.get(1));
        write(folder, "dgrid", result.get(2));
      }
    }
  }

  private static Sampler sampler(Path folder) {
    try {
      String[] settings = Files.readString(folder.resolve("settings")).strip().split(" ");
      PixelCoordinates coordinates =
          PixelCoordinates.valueOf(settings[2].toUpperCase(Locale.ROOT).replace('-', '_'));
      return new Sampler(Kernel.byName(settings[0]), Padding.byName(settings[1]), coordinates);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Operand<?> gradient(
      Graph graph, Ops tf, Operand<?> v, Operand<?> weights, Operand<? extends TFloating> x) {
    Output<?> gradient =
        graph.addGradients(
            "gradient_" + x.op().name(),
            new Output<?>[] {v.asOutput()},
            new Output<?>[] {x.asOutput()},
            new Output<?>[] {weights.asOutput()})[0];
    return gradient.isClosed() ? tf.zerosLike(x) : gradient;
  }

  private static Tensor tensor(Path folder, String name, Class<?> type) {
    NpyArray array = NpyFile.read(folder.resolve(name + ".npy"));
    return type == TFloat64.class ? NpyTensors.float64(array) : NpyTensors.float32(array);
  }

  private static void write(Path folder, String name, Tensor tensor) {
    NpyFile.write(
        folder.resolve(name + ".npy"),
        tensor instanceof TFloat64 doubles
            ? NpyTensors.array(doubles)
            : NpyTensors.array((TFloat32) tensor));
  }
}
