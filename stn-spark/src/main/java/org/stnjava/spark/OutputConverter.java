package org.stnjava.spark;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.tensorflow.Tensor;

/** Converts an output of the model to the cells of a column. */
sealed interface OutputConverter extends Serializable permits ValueConverter, ClassConverter {

  /** The column's type. */
  DataType type();

  /**
   * Converts a tensor.
   *
   * @param tensor {@code [rows, …]}
   * @return a cell for each row
   */
  Object[] take(Tensor tensor, int rows);
}
