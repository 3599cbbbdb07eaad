package org.stnjava.models.transformer;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.ops.coordinate.TargetGrid;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;

/** The region of the image that a warp reads, computed in the graph from its grid. */
final class ReadRegion {

  private ReadRegion() {}

  /** The center of the points that are read, {@code [N, d]}. */
  static Operand<TFloat32> center(Ops tf, Warp warp) {
    return tf.math.mean(points(tf, warp), tf.constant(1));
  }

  /**
   * The slopes of those points over the target's, {@code [N, d, a]} for the a axes of the target
   * that have more than one pixel: the linear part of the nearest affine map.
   */
  static Operand<TFloat32> slopes(Ops tf, Warp warp) {
    TargetGrid target = warp.transformer().generator().target();
    List<double[]> axes = new ArrayList<>();
    for (int axis = 0; axis < target.dimensions(); axis++) {
      double[] weights = weights(target, axis);
      if (Double.isFinite(weights[0])) {
        axes.add(weights);
      }
    }
    float[] rows = new float[axes.size() * Math.toIntExact(target.size().size())];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) axes.get(i % axes.size())[i / axes.size()];
    }
    return tf.train.batchMatMul(
        points(tf, warp),
        tf.constant(Shape.of(target.size().size(), axes.size()), DataBuffers.of(rows)),
        TFloat32.class,
        BatchMatMul.adjX(true));
  }

  /** x/Σx² for the target's points, whose mean is 0; not finite if the axis has one pixel. */
  private static double[] weights(TargetGrid target, int axis) {
    double[] numbers = target.values();
    double[] weights = new double[numbers.length / target.dimensions()];
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = numbers[i * target.dimensions() + axis];
      squares += weights[i] * weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= squares;
    }
    return weights;
  }

  /** The grid as a list of points, {@code [N, P, d]}. */
  private static Operand<TFloat32> points(Ops tf, Warp warp) {
    TargetGrid target = warp.transformer().generator().target();
    return tf.reshape(
        warp.grid(), tf.constant(new long[] {-1, target.size().size(), target.dimensions()}));
  }
}
