package org.stnjava.ops.coordinate;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** The regular grid G over the output feature map (the paper's section 3.2). */
public final class TargetGrid {

  private TargetGrid() {}

  /**
   * The pixel centers of an output of a fixed size.
   *
   * @param tf where to build
   * @param type the floating type
   * @param height rows H', at least 1
   * @param width columns W', at least 1
   * @param coordinates what −1 and 1 mean
   * @param <T> the floating type
   * @return a constant {@code [H', W', 2]} of {@code (x, y)} in [−1, 1]
   */
  public static <T extends TFloating> Operand<T> of(
      Ops tf, Class<T> type, int height, int width, PixelCoordinates coordinates) {
    double[] xs = coordinates.centers(width);
    double[] ys = coordinates.centers(height);
    double[] points = new double[Math.multiplyExact(Math.multiplyExact(height, width), 2)];
    int next = 0;
    for (double y : ys) {
      for (double x : xs) {
        points[next++] = x;
        points[next++] = y;
      }
    }
    return tf.dtypes.cast(tf.constant(Shape.of(height, width, 2), DataBuffers.of(points)), type);
  }
}
