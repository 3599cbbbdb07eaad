import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.spark.SavedModelTransformer;

/**
 * Sends images through a model on executors that are processes of their own, compares the labels
 * with those of "stn run", counts the executors' CPU seconds, and kills one of them in the middle.
 *
 * <pre>ClusterCheck MODEL FOLDER BATCH SECONDS    FOLDER has x00.npy …, y00.npy … of "stn run";
 *                                            SECONDS of CPU are what one process takes</pre>
 */
public final class ClusterCheck {

  /** How many more core-seconds than one process the executors may take. */
  private static final double ALLOWED = 1.15;

  private static final double NANOS = 1e9;

  /** A column of images: its type, and its cells made of the floats of an image. */
  private record Kind(String name, DataType type, Function<float[], Object> cell) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("image struct", ImageSchema.columnSchema(), ClusterCheck::struct),
          new Kind("vector", SQLDataTypes.VectorType(), v -> Vectors.dense(doubles(v)).compressed()),
          new Kind("array of floats", DataTypes.createArrayType(DataTypes.FloatType, false), v -> v),
          new Kind("PNG file", DataTypes.BinaryType, ClusterCheck::png));

  /** What Spark's own data source makes of a folder of pictures. */
  private static final Kind JUDGED = KINDS.get(0);

  private final SparkSession session;
  private final String model;
  private final Path folder;
  private final int batch;
  private final List<Integer> expected;

  private ClusterCheck(SparkSession session, String model, Path folder, int batch) {
    this.session = session;
    this.model = model;
    this.folder = folder;
    this.batch = batch;
    expected = pieces("y").flatMap(ClusterCheck::labels).toList();
  }

  public static void main(String[] args) throws Exception {
    double alone = Double.parseDouble(args[3]);
    boolean good;
    try (SparkSession session = SparkSession.builder().appName("ClusterCheck").getOrCreate()) {
      good = new ClusterCheck(session, args[0], Path.of(args[1]), Integer.parseInt(args[2])).run(alone);
    }
    System.exit(good ? 0 : 1);
  }

  private boolean run(double alone) throws Exception {
    boolean good = true;
    session.range(0, 1000, 1, 2).count(); // both executors are there
    System.out.printf(Locale.ROOT, "start of both executors: %.1f core-seconds%n%n", cpuSeconds());
    System.out.println("| column | core-seconds, first pass | second pass | of one process | wrong labels |");
    System.out.println("| --- | --- | --- | --- | --- |");
    for (Kind kind : KINDS) {
      double first = write(table(kind));
      double second = write(table(kind));
      int wrong = wrong();
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.1f | %.2f | %d |%n",
          kind.name(), first, second, second / alone, wrong);
      good &= wrong == 0 && (!kind.equals(JUDGED) || second <= ALLOWED * alone);
    }
    System.out.printf("%nmost memory of an executor: %d MB%n", memory());
    return survivesAKill(alone) & good;
  }

  /** Kills an executor once a quarter of the work is done; all rows must be there all the same. */
  private boolean survivesAKill(double alone) throws Exception {
    Set<Long> before = pids();
    double start = cpuSeconds();
    CompletableFuture<Void> job = CompletableFuture.runAsync(() -> write(table(JUDGED)));
    while (cpuSeconds() - start < alone / 4 && !job.isDone()) {
      Thread.sleep(50);
    }
    boolean middle = !job.isDone();
    long victim = before.iterator().next();
    ProcessHandle.of(victim).orElseThrow().destroyForcibly(); // SIGKILL
    job.get();
    int wrong = wrong();
    Set<Long> after = new TreeSet<>(pids());
    System.out.printf(
        "killed executor %d of %s %s; executors now %s; wrong or missing labels: %d%n",
        victim, before, middle ? "in the middle of the job" : "TOO LATE", after, wrong);
    return middle && wrong == 0 && !after.contains(victim);
  }

  /** Writes the labels of a table; gives the CPU seconds that the executors took. */
  private double write(Dataset<Row> table) {
    double before = cpuSeconds();
    new SavedModelTransformer()
        .setModelPath(model)
        .setModelAccess("shipped")
        .setBatchSize(batch)
        .setPredictionCol("label")
        .transform(table)
        .drop("image")
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(out());
    return cpuSeconds() - before;
  }

  private String out() {
    return folder.resolve("labels").toString();
  }

  /** How many labels are missing, twice there, or others than those of "stn run". */
  private int wrong() {
    List<Row> rows = session.read().parquet(out()).orderBy("id").collectAsList();
    int wrong = Math.abs(rows.size() - expected.size());
    for (int i = 0; i < Math.min(rows.size(), expected.size()); i++) {
      Row row = rows.get(i);
      boolean right = row.getInt(0) == i && row.isNullAt(2) && row.getDouble(1) == expected.get(i);
      wrong += right ? 0 : 1;
    }
    return wrong;
  }

  /** The images as a table in Parquet's format, written once. */
  private Dataset<Row> table(Kind kind) {
    String path = folder.resolve("table-" + kind.name().replace(' ', '-')).toString();
    if (!Files.exists(Path.of(path, "_SUCCESS"))) {
      StructType schema = new StructType().add("id", "int").add("image", kind.type());
      int id = 0;
      for (Path piece : pieces("x").toList()) {
        List<Row> rows = new ArrayList<>();
        for (float[] image : rows(NpyFile.read(piece))) {
          rows.add(RowFactory.create(id++, kind.cell().apply(image)));
        }
        session.createDataFrame(rows, schema).coalesce(1).write().mode(SaveMode.Append).parquet(path);
      }
    }
    return session.read().parquet(path);
  }

  private Stream<Path> pieces(String prefix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(prefix + "\\d+\\.npy")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<float[]> rows(NpyArray array) {
    float[] all = array.floats();
    int count = (int) array.shape()[0];
    int each = all.length / count;
    return Stream.iterate(0, row -> row < count, row -> row + 1)
        .map(row -> Arrays.copyOfRange(all, row * each, (row + 1) * each))
        .toList();
  }

  private static Stream<Integer> labels(Path scores) {
    return rows(NpyFile.read(scores)).stream()
        .map(
            row -> {
              int best = 0;
              for (int i = 1; i < row.length; i++) {
                best = row[i] > row[best] ? i : best;
              }
              return best;
            });
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static byte[] levels(float[] values) {
    byte[] levels = new byte[values.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) Math.round(values[i] * 255);
    }
    return levels;
  }

  private static Row struct(float[] values) {
    return RowFactory.create("mnist", 28, 28, 1, 0, levels(values));
  }

  private static byte[] png(float[] values) {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, 28, 28, levels(values));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Stream<ProcessHandle> executors() {
    return ProcessHandle.current().descendants().filter(ClusterCheck::isExecutor);
  }

  private static boolean isExecutor(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
          .contains("CoarseGrainedExecutorBackend");
    } catch (IOException e) {
      return false; // it has just ended
    }
  }

  private static Set<Long> pids() {
    return executors().map(ProcessHandle::pid).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The most that any executor had in memory so far, in MB. */
  private static long memory() {
    return executors()
        .flatMap(process -> lines(Path.of("/proc/" + process.pid() + "/status")))
        .filter(line -> line.startsWith("VmHWM"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .max()
        .orElseThrow();
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double cpuSeconds() {
    return executors()
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .mapToDouble(taken -> taken.toNanos() / NANOS)
        .sum();
  }
}
