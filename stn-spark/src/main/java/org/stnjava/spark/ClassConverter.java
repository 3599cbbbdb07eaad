package org.stnjava.spark;

import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.tensorflow.Tensor;

/**
 * The index of the class with the highest score, as a double, as Spark's classifiers return it.
 *
 * @param labels how many labels an image has; several are an array
 * @param classes how many classes there are
 * @param single whether the scores have no axis of labels
 */
record ClassConverter(int labels, int classes, boolean single) implements OutputConverter {

  /**
   * Reads the numbers of labels and classes from the shape.
   *
   * @param scores {@code [-1, classes]} or {@code [-1, labels, classes]}
   */
  static ClassConverter of(TensorDescription scores) {
    List<Long> shape = Objects.requireNonNull(scores.shape());
    boolean single = shape.size() == 2;
    return new ClassConverter(
        single ? 1 : Math.toIntExact(shape.get(1)),
        Math.toIntExact(shape.get(shape.size() - 1)),
        single);
  }

  @Override
  public DataType type() {
    return single ? DataTypes.DoubleType : DataTypes.createArrayType(DataTypes.DoubleType, false);
  }

  @Override
  public Object[] take(Tensor tensor, int rows) {
    float[] scores = NpyTensors.array(tensor).floats();
    Object[] cells = new Object[rows];
    for (int row = 0; row < rows; row++) {
      double[] best = new double[labels];
      for (int label = 0; label < labels; label++) {
        best[label] = highest(scores, (row * labels + label) * classes);
      }
      cells[row] = single ? (Object) best[0] : best;
    }
    return cells;
  }

  /** The first index of the highest score; NaN is never the highest. */
  private int highest(float[] scores, int from) {
    int best = 0;
    for (int i = 1; i < classes; i++) {
      if (scores[from + i] > scores[from + best] || Float.isNaN(scores[from + best])) {
        best = i;
      }
    }
    return best;
  }
}
