package org.stnjava.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;

/** The Spark ML parameters of a {@link SavedModelTransformer}. */
public abstract class SavedModelParams extends Transformer {

  /** The value of {@code modelAccess} if every machine can read the model's path. */
  static final String SHARED = "shared";

  /** The value of {@code modelAccess} if only the driver can, and sends the model. */
  static final String SHIPPED = "shipped";

  /** Larger batches are hardly faster. */
  private static final int DEFAULT_BATCH = 64;

  private final String uid;
  private final Param<String> inputCol;
  private final Param<String> modelPath;
  private final Param<String> modelAccess;
  private final Param<String> signature;
  private final StringArrayParam outputs;
  private final StringArrayParam outputCols;
  private final Param<String> predictionCol;
  private final Param<String> errorCol;
  private final IntParam batchSize;

  /** Sets the defaults. */
  SavedModelParams(String uid) {
    this.uid = uid;
    inputCol = new Param<>(this, "inputCol", "column of images");
    modelPath = new Param<>(this, "modelPath", "folder that holds saved_model.pb");
    modelAccess =
        new Param<>(
            this,
            "modelAccess",
            "how executors get the model: shared, every machine can read modelPath; shipped, only"
                + " the driver can, and sends it",
            ParamValidators.inArray(List.of(SHARED, SHIPPED)));
    signature = new Param<>(this, "signature", "signature to call");
    outputs =
        new StringArrayParam(
            this, "outputs", "outputs to take: OUTPUT of the signature, or SIGNATURE/OUTPUT");
    outputCols = new StringArrayParam(this, "outputCols", "columns for the outputs, in order");
    predictionCol =
        new Param<>(this, "predictionCol", "column for the predicted class; empty for none");
    errorCol = new Param<>(this, "errorCol", "column for the error of a row");
    batchSize = new IntParam(this, "batchSize", "images in a call", ParamValidators.gt(0));
    setDefault(inputCol, "image");
    setDefault(modelAccess, SHARED);
    setDefault(signature, "serving_default");
    setDefault(outputs, new String[0]);
    setDefault(predictionCol, "");
    setDefault(errorCol, "error");
    setDefault(batchSize, DEFAULT_BATCH);
  }

  @Override
  public final String uid() {
    return uid;
  }

  /** {@return the parameter of {@link #getInputCol()}} */
  public final Param<String> inputCol() {
    return inputCol;
  }

  /**
   * Returns the column of images.
   *
   * @return its name; {@code image} by default
   */
  public final String getInputCol() {
    return getOrDefault(inputCol);
  }

  /** {@return the parameter of {@link #getModelPath()}} */
  public final Param<String> modelPath() {
    return modelPath;
  }

  /**
   * Returns the model's folder.
   *
   * @return a local path, or the address of a file system that Hadoop supports, such as {@code
   *     hdfs:///models/mnist/1}
   * @throws java.util.NoSuchElementException if it was not set
   */
  public final String getModelPath() {
    return getOrDefault(modelPath);
  }

  /** {@return the parameter of {@link #getModelAccess()}} */
  public final Param<String> modelAccess() {
    return modelAccess;
  }

  /**
   * Returns how executors get the model.
   *
   * @return {@code shared}, the default: every machine can read the model's path; or {@code
   *     shipped}: only the driver can, and Spark sends the model
   */
  public final String getModelAccess() {
    return getOrDefault(modelAccess);
  }

  /** {@return the parameter of {@link #getSignature()}} */
  public final Param<String> signature() {
    return signature;
  }

  /**
   * Returns the signature to call.
   *
   * @return its name; {@code serving_default} by default
   */
  public final String getSignature() {
    return getOrDefault(signature);
  }

  /** {@return the parameter of {@link #getOutputs()}} */
  public final StringArrayParam outputs() {
    return outputs;
  }

  /**
   * Returns the outputs to take.
   *
   * @return each the name of an output of the signature, or {@code SIGNATURE/OUTPUT}; none by
   *     default
   */
  public final String[] getOutputs() {
    return getOrDefault(outputs).clone();
  }

  /** {@return the parameter of {@link #getOutputCols()}} */
  public final StringArrayParam outputCols() {
    return outputCols;
  }

  /**
   * Returns the columns for the outputs.
   *
   * @return one for each output, in their order; by default named as the outputs, without the
   *     signature
   */
  public final String[] getOutputCols() {
    return isSet(outputCols)
        ? getOrDefault(outputCols).clone()
        : Arrays.stream(getOutputs())
            .map(output -> output.substring(output.indexOf('/') + 1))
            .toArray(String[]::new);
  }

  /** {@return the parameter of {@link #getPredictionCol()}} */
  public final Param<String> predictionCol() {
    return predictionCol;
  }

  /**
   * Returns the column for the class with the highest score, as a double, as Spark's classifiers.
   *
   * @return its name; empty, the default, for none
   */
  public final String getPredictionCol() {
    return getOrDefault(predictionCol);
  }

  /** {@return the parameter of {@link #getErrorCol()}} */
  public final Param<String> errorCol() {
    return errorCol;
  }

  /**
   * Returns the column for the errors of rows; null in rows without an error.
   *
   * @return its name; {@code error} by default
   */
  public final String getErrorCol() {
    return getOrDefault(errorCol);
  }

  /** {@return the parameter of {@link #getBatchSize()}} */
  public final IntParam batchSize() {
    return batchSize;
  }

  /**
   * Returns the maximum number of images in a call.
   *
   * @return at least 1; 64 by default
   */
  public final int getBatchSize() {
    return (Integer) getOrDefault(batchSize);
  }
}
