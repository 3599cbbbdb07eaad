package org.stnjava.models.classifier;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The paper's triplet loss of co-localization (section 4.4): the crop of an image must be closer to
 * the crops of the other images than to a random crop of the same image, by a margin.
 *
 * @param margin α, greater than 0
 */
record TripletLoss(float margin) {

  private static final int[] ROW = {1, -1};

  /** The paper's margin. */
  static TripletLoss paper() {
    return new TripletLoss(1);
  }

  /**
   * The mean over all ordered pairs n ≠ m of max(0, |e_n − e_m|² − |e_n − r_n|² + α).
   *
   * @param cut e, embeddings of the crops, {@code [N, E]}; N at least 2
   * @param random r, embeddings of random crops of the same images, {@code [N, E]}
   */
  Operand<TFloat32> loss(Ops tf, Operand<TFloat32> cut, Operand<TFloat32> random) {
    Operand<TFloat32> squares = squares(tf, cut);
    Operand<TFloat32> sums = tf.math.add(squares, tf.reshape(squares, tf.constant(ROW)));
    Operand<TFloat32> products = tf.linalg.matMul(cut, cut, MatMul.transposeB(true));
    Operand<TFloat32> alike = tf.math.sub(sums, tf.math.mul(products, tf.constant(2f)));
    Operand<TFloat32> unlike = squares(tf, tf.math.sub(cut, random));
    Operand<TFloat32> difference = tf.math.sub(alike, unlike);
    Operand<TFloat32> hinge = tf.nn.relu(tf.math.add(difference, tf.constant(margin)));
    Operand<TFloat32> others = others(tf, cut);
    Operand<TInt32> all = tf.constant(new int[] {0, 1});
    return tf.math.div(tf.reduceSum(tf.math.mul(hinge, others), all), tf.reduceSum(others, all));
  }

  /** The squared length of each row, {@code [N, 1]}. */
  private static Operand<TFloat32> squares(Ops tf, Operand<TFloat32> rows) {
    return tf.reduceSum(tf.math.mul(rows, rows), tf.constant(1), ReduceSum.keepDims(true));
  }

  /** 1 for every pair of two different images, {@code [N, N]}, else 0. */
  private static Operand<TFloat32> others(Ops tf, Operand<TFloat32> images) {
    Operand<TInt32> count =
        tf.reshape(tf.shape.size(images, tf.constant(0)), tf.constant(new int[0]));
    Operand<TInt32> numbers = tf.range(tf.constant(0), count, tf.constant(1));
    Operand<TInt32> down = tf.expandDims(numbers, tf.constant(1));
    return tf.dtypes.cast(tf.math.notEqual(down, numbers), TFloat32.class);
  }
}
