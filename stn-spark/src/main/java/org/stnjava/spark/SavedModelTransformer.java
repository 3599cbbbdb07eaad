package org.stnjava.spark;

import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A stage of Spark ML that calls a SavedModel on a column of images.
 *
 * <pre>{@code
 * Dataset<Row> labeled =
 *     new SavedModelTransformer()
 *         .setInputCol("image")
 *         .setModelPath("/models/mnist/1")
 *         .setOutputs(new String[] {"logits", "theta/theta"})
 *         .setPredictionCol("label")
 *         .transform(images);
 * }</pre>
 *
 * <p>The column holds files of pictures, structs of Spark's data source {@code image}, arrays of
 * numbers, or vectors of Spark ML; numbers are row-major, {@code [H, W, C]} as the signature wants
 * them. Pictures become floats in [0, 1], or levels in [0, 255] for a model that takes uint8, with
 * as many channels as it takes; a model that takes strings gets the files as they are.
 *
 * <p>Outputs become arrays, row-major without the axis of the batch, and single numbers where there
 * is one for each image. Whatever is wrong with a row stands in {@code errorCol}, and its outputs
 * are null; other rows are not touched by it. Each executor loads the model once.
 */
public final class SavedModelTransformer extends SavedModelParams implements DefaultParamsWritable {

  /** Makes a stage with a new identity. */
  public SavedModelTransformer() {
    this(Identifiable$.MODULE$.randomUID("savedModel"));
  }

  /**
   * Makes a stage of a known identity, as readers do.
   *
   * @param uid tells it from other stages
   */
  public SavedModelTransformer(String uid) {
    super(uid);
  }

  /**
   * Sets the column of images.
   *
   * @param column its name
   * @return this stage
   */
  public SavedModelTransformer setInputCol(String column) {
    set(inputCol(), column);
    return this;
  }

  /**
   * Sets the model.
   *
   * @param folder that holds saved_model.pb, as {@link #getModelPath()} describes it
   * @return this stage
   */
  public SavedModelTransformer setModelPath(String folder) {
    set(modelPath(), folder);
    return this;
  }

  /**
   * Sets how executors get the model.
   *
   * @param access {@code shared} or {@code shipped}, see {@link #getModelAccess()}
   * @return this stage
   * @throws IllegalArgumentException if it is neither
   */
  public SavedModelTransformer setModelAccess(String access) {
    set(modelAccess(), access);
    return this;
  }

  /**
   * Sets the signature.
   *
   * @param name of one that has one input
   * @return this stage
   */
  public SavedModelTransformer setSignature(String name) {
    set(signature(), name);
    return this;
  }

  /**
   * Sets the outputs.
   *
   * @param names as {@link #getOutputs()} describes them
   * @return this stage
   */
  public SavedModelTransformer setOutputs(String[] names) {
    set(outputs(), names.clone());
    return this;
  }

  /**
   * Sets the outputs' columns.
   *
   * @param columns one for each output, in order
   * @return this stage
   */
  public SavedModelTransformer setOutputCols(String[] columns) {
    set(outputCols(), columns.clone());
    return this;
  }

  /**
   * Sets the column for the class with the highest score.
   *
   * @param column its name; holds a double, or an array of doubles if the model has several labels
   *     an image
   * @return this stage
   */
  public SavedModelTransformer setPredictionCol(String column) {
    set(predictionCol(), column);
    return this;
  }

  /**
   * Sets the column for the errors of rows.
   *
   * @param column its name
   * @return this stage
   */
  public SavedModelTransformer setErrorCol(String column) {
    set(errorCol(), column);
    return this;
  }

  /**
   * Sets the maximum number of images in a call.
   *
   * @param images 1 or more
   * @return this stage
   * @throws IllegalArgumentException if it is less than 1
   */
  public SavedModelTransformer setBatchSize(int images) {
    set(batchSize(), images);
    return this;
  }

  /**
   * Adds the columns, after inspecting the model's files.
   *
   * @throws IllegalArgumentException if the column of images is missing or of a type that the
   *     signature does not accept, a new column exists already, the model is broken, or it has no
   *     such signature or output
   */
  @Override
  public StructType transformSchema(StructType schema) {
    return new ModelPlanner(this, schema, DriverModel.inspect(getModelPath()))
        .plan()
        .schema(schema);
  }

  /**
   * Calls the model on each row, when the rows are computed.
   *
   * @throws IllegalArgumentException as {@link #transformSchema}, or if TensorFlow cannot load the
   *     model
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    DriverModel model = DriverModel.load(getModelPath());
    ModelPlan plan = new ModelPlanner(this, dataset.schema(), model).plan();
    if (getModelAccess().equals(SHIPPED)) {
      plan = plan.withArchive(ModelArchive.ship(dataset.sparkSession(), model));
    }
    return dataset
        .toDF()
        .mapPartitions(new ModelRows(plan), Encoders.row(plan.schema(dataset.schema())));
  }

  @Override
  public SavedModelTransformer copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /**
   * Returns the reader of saved stages.
   *
   * @return the reader, for Spark's pipelines
   */
  public static MLReader<SavedModelTransformer> read() {
    return new DefaultParamsReader<>();
  }

  /**
   * Loads a saved stage.
   *
   * @param path the argument of {@code save}
   * @return the stage, with all its parameters; the model is not part of it, see {@code modelPath}
   */
  public static SavedModelTransformer load(String path) {
    return read().load(path);
  }
}
