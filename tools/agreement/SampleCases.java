import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.stnjava.data.npy.NpyType;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.sample.Execution;
import org.stnjava.ops.sample.Sampler;
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

/**
 * Samples every case of a folder: reads u, grid, dv and the file "settings" (kernel, padding, coordinates), writes
 * v, du and dgrid beside them. What "stn sample" does, for many cases in one process.
 */
public final class SampleCases {

  public static void main(String[] args) throws IOException {
    try (Stream<Path> folders = Files.list(Path.of(args[0]))) {
      folders
          .sorted()
          .collect(Collectors.groupingBy(SampleCases::kind, TreeMap::new, Collectors.toList()))
          .forEach(SampleCases::sample);
    }
  }

  /** Cases of one kind share a graph: settings, type and number of axes. */
  private static String kind(Path folder) {
    NpyArray u = NpyFile.read(folder.resolve("u.npy"));
    return settings(folder) + " " + u.shape().length + " " + u.type();
  }

  private static void sample(String kind, List<Path> folders) {
    if (kind.endsWith(NpyType.FLOAT64.toString())) {
      sample(folders, TFloat64.class);
    } else {
      sample(folders, TFloat32.class);
    }
  }

  private static <T extends TFloating> void sample(List<Path> folders, Class<T> type) {
    int rank = NpyFile.read(folders.get(0).resolve("u.npy")).shape().length;
    long[] unknown = new long[rank];
    Arrays.fill(unknown, Shape.UNKNOWN_SIZE);
    unknown[rank - 1] = rank - 2;
    Shape grids = Shape.of(unknown);
    unknown[rank - 1] = Shape.UNKNOWN_SIZE;
    Shape images = Shape.of(unknown);
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<T> u = tf.placeholder(type, Placeholder.shape(images));
      Operand<T> grid = tf.placeholder(type, Placeholder.shape(grids));
      Operand<T> dv = tf.placeholder(type, Placeholder.shape(images));
      Operand<T> v = sampler(folders.get(0)).sample(tf, u, grid);
      Operand<?> du = gradient(graph, tf, v, dv, u);
      Operand<?> dgrid = gradient(graph, tf, v, dv, grid);
      for (Path folder : folders) {
        try (Tensor image = tensor(folder, "u", type);
            Tensor points = tensor(folder, "grid", type);
            Tensor weights = tensor(folder, "dv", type);
            Result result =
                session
                    .runner()
                    .feed(u, image)
                    .feed(grid, points)
                    .feed(dv, weights)
                    .fetch(v)
                    .fetch(du)
                    .fetch(dgrid)
                    .run()) {
          write(folder, "v", result.get(0));
          write(folder, "du", result.get(1));
          write(folder, "dgrid", result.get(2));
        }
      }
    }
  }

  private static String settings(Path folder) {
    try {
      return Files.readString(folder.resolve("settings")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Sampler sampler(Path folder) {
    String[] settings = settings(folder).split(" ");
    PixelCoordinates coordinates =
        PixelCoordinates.valueOf(settings[2].toUpperCase(Locale.ROOT).replace('-', '_'));
    return new Sampler(Kernel.byName(settings[0]), Padding.byName(settings[1]), coordinates)
        .withExecution(Execution.JAVA); // which float64 ignores
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
