package org.stnjava.spark;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.tensorflow.Result;
import org.tensorflow.Tensor;

/**
 * A column that takes an output.
 *
 * @param signature that is called for it
 * @param output its name there
 * @param column the column's name
 * @param cells what the column holds of it
 */
record OutputColumn(String signature, String output, String column, OutputCells cells)
    implements Serializable {

  /**
   * Takes the values of an output.
   *
   * @throws IllegalArgumentException if the signature has none of that name, or it is of a kind
   *     that no column can hold
   */
  static OutputColumn ofValues(SignatureDescription signature, String output, String column) {
    TensorDescription tensor = signature.output(output);
    return new OutputColumn(signature.name(), output, column, ValueCells.of(tensor));
  }

  /** Takes the class with the highest of an output's scores. */
  static OutputColumn ofClass(
      SignatureDescription signature, TensorDescription scores, String column) {
    return new OutputColumn(signature.name(), scores.name(), column, ClassCells.of(scores));
  }

  DataType type() {
    return cells.type();
  }

  /**
   * Takes the output apart.
   *
   * @param rows how many images there were
   * @return a cell for each
   * @throws IllegalStateException if there is not a value for each
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
