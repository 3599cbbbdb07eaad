import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.savedmodel.classify.ClassScores;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.tensorflow.Result;
import org.tensorflow.Tensor;

/**
 * Divides MNIST into arrays for "stn run", and calls a model on them in one process with one thread.
 *
 * <pre>
 * OneProcess cut IMAGES.gz COUNT FOLDER    writes x00.npy, x01.npy … of 2,000 images each
 * OneProcess run MODEL FOLDER BATCH        prints CPU seconds: of a first pass, including the start of
 *                                          the process and loading the model, and of a second pass
 * </pre>
 */
public final class OneProcess {

  private static final int PIECE = 2000;
  private static final double NANOS = 1e9;

  public static void main(String[] args) throws IOException {
    if (args[0].equals("cut")) {
      cut(Path.of(args[1]), Integer.parseInt(args[2]), Path.of(args[3]));
    } else {
      run(Path.of(args[1]), Path.of(args[2]), Integer.parseInt(args[3]));
    }
  }

  private static void cut(Path images, int count, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (InputStream file = Files.newInputStream(images);
        DataInputStream in = new DataInputStream(new GZIPInputStream(file))) {
      in.skipNBytes(8);
      int height = in.readInt();
      int width = in.readInt();
      for (int from = 0; from < count; from += PIECE) {
        int size = Math.min(PIECE, count - from);
        byte[] levels = in.readNBytes(size * height * width);
        float[] values = new float[levels.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = (levels[i] & 0xff) / 255f;
        }
        NpyFile.write(
            folder.resolve("x%02d.npy".formatted(from / PIECE)),
            NpyArray.of(values, size, height, width, 1));
      }
    }
  }

  private static void run(Path folder, Path arrays, int batch) throws IOException {
    List<Path> pieces;
    try (Stream<Path> files = Files.list(arrays)) {
      pieces = files.filter(file -> file.getFileName().toString().startsWith("x")).sorted().toList();
    }
    try (LoadedModel model = LoadedModel.open(folder, Set.of("serve"), 1)) {
      classify(model, pieces, batch);
      double first = cpuSeconds();
      classify(model, pieces, batch);
      System.out.printf(Locale.ROOT, "%.2f %.2f%n", first, cpuSeconds() - first);
    }
  }

  private static void classify(LoadedModel model, List<Path> pieces, int batch) {
    long sum = 0;
    for (Path piece : pieces) {
      sum += classify(model, piece, batch);
    }
    System.err.println("sum of the labels: " + sum);
  }

  /** Returns the sum of the labels, so that all of them are used. */
  private static long classify(LoadedModel model, Path piece, int batch) {
    NpyArray array = NpyFile.read(piece);
    float[] values = array.floats();
    int count = (int) array.shape()[0];
    int each = values.length / count;
    long sum = 0;
    for (int from = 0; from < count; from += batch) {
      int size = Math.min(batch, count - from);
      long[] shape = array.shape();
      shape[0] = size;
      float[] part = Arrays.copyOfRange(values, from * each, (from + size) * each);
      sum += labels(model, NpyArray.of(part, shape));
    }
    return sum;
  }

  private static long labels(LoadedModel model, NpyArray images) {
    SignatureDescription signature = model.signature("serving_default");
    TensorDescription scores = ClassScores.of(signature).orElseThrow();
    try (Tensor tensor = NpyTensors.float32(images);
        Result result =
            model.call(signature.name(), Map.of(signature.inputs().get(0).name(), tensor))) {
      float[] values = NpyTensors.array(result.get(scores.name()).orElseThrow()).floats();
      int count = (int) images.shape()[0];
      long sum = 0;
      for (int row = 0; row < count; row++) {
        sum += highest(values, row * values.length / count, values.length / count);
      }
      return sum;
    }
  }

  private static int highest(float[] scores, int from, int classes) {
    int best = 0;
    for (int i = 1; i < classes; i++) {
      best = scores[from + i] > scores[from + best] ? i : best;
    }
    return best;
  }

  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / NANOS;
  }
}
