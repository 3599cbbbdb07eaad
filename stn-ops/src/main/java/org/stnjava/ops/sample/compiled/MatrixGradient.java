package org.stnjava.ops.sample.compiled;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/**
 * The gradient with respect to the matrices that move a target grid: sums over its points of the
 * point's gradient times each of its coordinates, and times 1.
 *
 * <p>XLA recomputes everything that a value depends on for each of its consumers. Two real
 * gradients packed as one complex number are one value, so image and weights are read once. The
 * products are first summed over short pieces of a row, which XLA never splits among threads, so
 * that the bits do not depend on the number of threads.
 *
 * @param target the regular grid
 */
record MatrixGradient(TargetGrid target) {

  private static final int LONGEST_PIECE = 16;

  /**
   * Builds the gradient.
   *
   * @param gradients of the points, one operand an axis, x first; each {@code [N, P]}
   * @return {@code [N, 2, 3]} or {@code [N, 3, 4]}
   */
  Operand<TFloat32> of(Ops tf, List<Operand<TFloat32>> gradients) {
    List<Operand<TFloat32>> rows = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i += 2) {
      boolean pair = i + 1 < gradients.size();
      Operand<TFloat32> second = pair ? gradients.get(i + 1) : tf.zerosLike(gradients.get(i));
      Output<?> products = products(tf, complex(tf, gradients.get(i), second));
      rows.add(row(tf, part(tf, "Real", products)));
      if (pair) {
        rows.add(row(tf, part(tf, "Imag", products)));
      }
    }
    return tf.stack(rows, Stack.axis(1L));
  }

  /** Pieces times each pixel's distance from its piece's middle, and times 1: [N, pieces, 2]. */
  private Output<?> products(Ops tf, Output<?> gradients) {
    int piece = piece();
    double[] basis = new double[2 * piece];
    double[] x = xOfRow();
    for (int i = 0; i < piece; i++) {
      basis[2 * i] = x[i] - middle(x, 0);
      basis[2 * i + 1] = 1;
    }
    Operand<TFloat32> factors = Constants.of(tf, TFloat32.class, Shape.of(piece, 2), basis);
    Output<?> pieces = reshape(tf, gradients, -1, piece);
    Output<?> sums =
        tf.scope()
            .opBuilder("MatMul", "sums")
            .addInput(pieces)
            .addInput(complex(tf, factors, tf.zerosLike(factors)))
            .build()
            .output(0);
    return reshape(tf, sums, -1, target.size().size() / piece, 2);
  }

  /** The sums of one row of the matrices, [N, d + 1], from the products of its pieces. */
  private Operand<TFloat32> row(Ops tf, Operand<TFloat32> products) {
    Operand<TFloat32> offsets = column(tf, products, 0);
    Operand<TFloat32> ones = column(tf, products, 1);
    List<Operand<TFloat32>> sums = new ArrayList<>();
    for (int axis = 0; axis < target.dimensions(); axis++) {
      Operand<TFloat32> moments = tf.math.mul(ones, middles(tf, axis));
      sums.add(total(tf, axis == 0 ? tf.math.add(moments, offsets) : moments));
    }
    sums.add(total(tf, ones));
    return tf.stack(sums, Stack.axis(1L));
  }

  private static Operand<TFloat32> total(Ops tf, Operand<TFloat32> pieces) {
    return tf.reduceSum(pieces, tf.constant(1));
  }

  /** The coordinates of the pieces' middles along an axis: [1, pieces]. */
  private Operand<TFloat32> middles(Ops tf, int axis) {
    int dimensions = target.dimensions();
    double[] points = target.values();
    int piece = piece();
    double[] middles = new double[points.length / dimensions / piece];
    double[] coordinates = new double[points.length / dimensions];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = points[i * dimensions + axis];
    }
    for (int i = 0; i < middles.length; i++) {
      middles[i] = middle(coordinates, i * piece);
    }
    return Constants.of(tf, TFloat32.class, Shape.of(1, middles.length), middles);
  }

  private double middle(double[] coordinates, int from) {
    return (coordinates[from] + coordinates[from + piece() - 1]) / 2;
  }

  private double[] xOfRow() {
    return target.coordinates().centers(width());
  }

  private int piece() {
    int piece = Math.min(LONGEST_PIECE, width());
    while (width() % piece != 0) {
      piece--;
    }
    return piece;
  }

  private int width() {
    return Math.toIntExact(target.size().get(target.dimensions() - 1));
  }

  private static Operand<TFloat32> column(Ops tf, Operand<TFloat32> products, int column) {
    Operand<TFloat32> one =
        tf.slice(
            products, tf.constant(new int[] {0, 0, column}), tf.constant(new int[] {-1, -1, 1}));
    return tf.reshape(one, tf.constant(new long[] {-1, products.shape().get(1)}));
  }

  private static Output<?> complex(Ops tf, Operand<TFloat32> real, Operand<TFloat32> imaginary) {
    return tf.scope()
        .opBuilder("Complex", "complex")
        .addInput(real.asOutput())
        .addInput(imaginary.asOutput())
        .setAttr("Tout", DataType.DT_COMPLEX64)
        .build()
        .output(0);
  }

  private static Operand<TFloat32> part(Ops tf, String part, Output<?> complex) {
    return tf.scope()
        .opBuilder(part, "part")
        .addInput(complex)
        .setAttr("Tout", DataType.DT_FLOAT)
        .build()
        .output(0);
  }

  private static Output<?> reshape(Ops tf, Output<?> operand, long... shape) {
    return tf.scope()
        .opBuilder("Reshape", "reshape")
        .addInput(operand)
        .addInput(tf.constant(shape).asOutput())
        .build()
        .output(0);
  }
}
