package org.stnjava.spark.job;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.stnjava.spark.SavedModelTransformer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Calls a SavedModel on all images of a table or a folder.
 *
 * <pre>
 * spark-submit --class org.stnjava.spark.job.RunModel --jars NATIVE.jar stn-spark-job.jar \
 *   --model /models/mnist/1 --input /images --format image --outputs logits --output /labels
 * </pre>
 */
@Command(
    name = "RunModel",
    mixinStandardHelpOptions = true,
    description = "Calls a SavedModel on all images of a table or a folder.")
public final class RunModel implements Callable<Integer> {

  /** The names of Spark's data sources. */
  enum Format {
    PARQUET,
    IMAGE;

    String source() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder that holds saved_model.pb, readable on every machine of the cluster.")
  private String model = "";

  @Option(names = "--ship", description = "Send the model from the driver's machine instead.")
  private boolean ship;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description = "Table in Parquet's format, or folder of PNG and JPEG files.")
  private String input = "";

  @Option(
      names = "--format",
      defaultValue = "parquet",
      paramLabel = "parquet|image",
      description = "What the input is (default: ${DEFAULT-VALUE}).")
  private Format format = Format.PARQUET;

  @Option(
      names = "--column",
      defaultValue = "image",
      paramLabel = "NAME",
      description = "Column of images (default: ${DEFAULT-VALUE}).")
  private String column = "";

  @Option(
      names = "--signature",
      defaultValue = "serving_default",
      paramLabel = "NAME",
      description = "Signature to call (default: ${DEFAULT-VALUE}).")
  private String signature = "";

  @Option(
      names = "--outputs",
      split = ",",
      paramLabel = "OUTPUT",
      description = "Outputs to keep: names of the signature's, or SIGNATURE/OUTPUT.")
  private List<String> outputs = List.of();

  @Option(
      names = "--prediction",
      defaultValue = "",
      paramLabel = "NAME",
      description = "Column for the number of the class; none without it.")
  private String prediction = "";

  @Option(
      names = "--batch",
      defaultValue = "64",
      paramLabel = "N",
      description = "Images in a call (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PATH",
      description = "Where the table goes, in Parquet's format: all columns but that of images.")
  private String output = "";

  /**
   * Runs the job and ends the process: exit code 0 if all rows were written, invalid rows with
   * their errors; 2 if the arguments, the model and the table do not fit together; 1 if the job
   * failed.
   *
   * @param args the options, see {@code --help}
   */
  public static void main(String[] args) {
    int code = commandLine().execute(args);
    scala.Option<SparkSession> session = SparkSession.getDefaultSession();
    if (session.isDefined()) {
      session.get().stop();
    }
    if (code != 0) {
      System.exit(code);
    }
  }

  /**
   * Returns the command, for programs that have a session already.
   *
   * @return a new command; it uses the existing session, and leaves it open
   */
  public static CommandLine commandLine() {
    return new CommandLine(new RunModel()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() {
    SparkSession session = SparkSession.builder().appName("RunModel").getOrCreate();
    Dataset<Row> results;
    try {
      results = transformer().transform(read(session));
    } catch (IllegalArgumentException e) {
      spec.commandLine().getErr().println("RunModel: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    results.drop(column).write().parquet(output);
    Dataset<Row> written = session.read().parquet(output);
    long bad = written.filter(functions.col("error").isNotNull()).count();
    spec.commandLine()
        .getOut()
        .printf(Locale.ROOT, "%,d rows, %,d of them with an error%n", written.count(), bad);
    return CommandLine.ExitCode.OK;
  }

  /** The rows; those of a folder with a column of the files' paths. */
  private Dataset<Row> read(SparkSession session) {
    Dataset<Row> rows = session.read().format(format.source()).load(input);
    return format == Format.IMAGE ? rows.withColumn("origin", functions.col("image.origin")) : rows;
  }

  private SavedModelTransformer transformer() {
    return new SavedModelTransformer()
        .setInputCol(column)
        .setModelPath(model)
        .setModelAccess(ship ? "shipped" : "shared")
        .setSignature(signature)
        .setOutputs(outputs.toArray(String[]::new))
        .setPredictionCol(prediction)
        .setBatchSize(batch);
  }
}
