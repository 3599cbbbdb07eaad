package org.stnjava.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.stnjava.savedmodel.description.TensorDescription;
import org.tensorflow.Tensor;

/**
 * The values of an output: a single value, or a row-major array.
 *
 * @param element the type of the values
 * @param single whether there is one value an image
 */
record ValueConverter(ElementType element, boolean single) implements OutputConverter {

  /**
   * Chooses the type for an output.
   *
   * @throws IllegalArgumentException if there is none, or the output has no axis of the batch
   */
  static ValueConverter of(TensorDescription output) {
    List<Long> shape = output.shape();
    boolean single = shape != null && shape.size() == 1;
    return ElementType.of(output.dtype())
        .filter(element -> shape == null || !shape.isEmpty())
        .map(element -> new ValueConverter(element, single))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "outputs: expected numbers, booleans or strings for each image but %s is %s"
                        .formatted(output.name(), output.typeAndShape())));
  }

  @Override
  public DataType type() {
    return single ? element.type() : DataTypes.createArrayType(element.type(), false);
  }

  @Override
  public Object[] take(Tensor tensor, int rows) {
    Object[] all = element.values(tensor);
    int each = all.length / rows;
    Object[] cells = new Object[rows];
    for (int row = 0; row < rows; row++) {
      cells[row] = single ? all[row] : Arrays.copyOfRange(all, row * each, (row + 1) * each);
    }
    return cells;
  }
}
