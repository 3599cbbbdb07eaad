package org.stnjava.spark;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.tensorflow.Tensor;

/** What a column holds of an output. */
sealed interface OutputCells extends Serializable permits ValueCells, ClassCells {

  /** The column's type. */
  DataType type();

  /**
   * Takes a tensor apart.
   *
   * @param tensor {@code [rows, …]}
   * @return a cell for each row
   */
  Object[] take(Tensor tensor, int rows);
}
