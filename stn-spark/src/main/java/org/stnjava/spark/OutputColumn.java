package org.stnjava.spark;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.tensorflow.Result;
import org.tensorflow.Tensor;

/**
 * A column for an output of the model.
 *
 * @param signature the signature to call
 * @param output the output's name in the signature
 * @param column the column's name
 * @param cells converts the output
 */
record OutputColumn(String signature, String output, String column, OutputConverter cells)
    implements Serializable {

  /**
   * A column for the values of an output.
   *
   * @throws IllegalArgumentException if the signature has no such output, or no column type fits it
   */
  static OutputColumn ofValues(SignatureDescription signature, String output, String column) {
    TensorDescription tensor = signature.output(output);
    return new OutputColumn(signature.name(), output, column, ValueConverter.of(tensor));
  }

  /** A column for the class with the highest score of an output. */
  static OutputColumn ofClass(
      SignatureDescription signature, TensorDescription scores, String column) {
    return new OutputColumn(signature.name(), scores.name(), column, ClassConverter.of(scores));
  }

  DataType type() {
    return cells.type();
  }

  /**
   * Converts the output of a call.
   *
   * @param rows how many images the call had
   * @return a cell for each image
   * @throws IllegalStateException if the output has another number of rows
   */
  Object[] take(Result result, int rows) {
    Tensor tensor = result.get(output).orElseThrow();
    if (tensor.shape().numDimensions() == 0 || tensor.shape().get(0) != rows) {
      throw new IllegalStateException(
          "%s: expected an output for each of %d images but got %s"
              .formatted(output, rows, tensor.shape()));
    }
    return cells.take(tensor, rows);
  }
}
