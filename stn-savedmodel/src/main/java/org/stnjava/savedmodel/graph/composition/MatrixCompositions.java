package org.stnjava.savedmodel.graph.composition;

import java.util.List;
import java.util.Map;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.Inv;
import org.tensorflow.types.family.TFloating;

/**
 * Linear algebra, {@code [..., M, M]}: the operation's own value, and its differential where the
 * matrices are now.
 *
 * <p>The first derivatives are right; the second ones are not.
 */
final class MatrixCompositions {

  static final Map<String, Composition> ALL =
      Map.of(
          "MatrixInverse", MatrixCompositions::inverse,
          "MatrixSolve", MatrixCompositions::solve,
          "MatrixTriangularSolve", MatrixCompositions::triangularSolve,
          "Cholesky", MatrixCompositions::cholesky,
          "MatrixDeterminant", MatrixCompositions::determinant,
          "LogMatrixDeterminant", MatrixCompositions::logDeterminant);

  private MatrixCompositions() {}

  /** d(A⁻¹) = −A⁻¹ dA A⁻¹. */
  private static List<Operand<TFloating>> inverse(Ops tf, OperationCall call) {
    Operand<TFloating> inverse = call.original(0);
    Operand<TFloating> change = turned(tf, call, call.change(call.<TFloating>input(0)));
    return List.of(
        tf.math.sub(inverse, product(tf, inverse, product(tf, change, inverse, false), false)));
  }

  /** dX = A⁻¹ (dB − dA X). */
  private static List<Operand<TFloating>> solve(Ops tf, OperationCall call) {
    return solved(tf, call, call.input(0));
  }

  private static List<Operand<TFloating>> triangularSolve(Ops tf, OperationCall call) {
    boolean lower = call.flag("lower");
    return solved(tf, call, band(tf, call.input(0), lower ? -1 : 0, lower ? 0 : -1));
  }

  private static List<Operand<TFloating>> solved(
      Ops tf, OperationCall call, Operand<TFloating> matrix) {
    Operand<TFloating> solution = call.original(0);
    Operand<TFloating> inverse = turned(tf, call, inverse(tf, matrix));
    Operand<TFloating> moved = product(tf, turned(tf, call, call.change(matrix)), solution, false);
    Operand<TFloating> right = tf.math.sub(call.change(call.<TFloating>input(1)), moved);
    return List.of(tf.math.add(solution, product(tf, inverse, right, false)));
  }

  /** dL = L Φ(L⁻¹ dA L⁻ᵀ), Φ the lower triangle with half its diagonal; dA is made symmetric. */
  private static List<Operand<TFloating>> cholesky(Ops tf, OperationCall call) {
    Operand<TFloating> root = call.original(0);
    Operand<TFloating> change = call.change(call.<TFloating>input(0));
    Operand<TFloating> half = call.number(root, 0.5);
    Operand<TFloating> symmetric = tf.math.mul(half, tf.math.add(change, transposed(tf, change)));
    Operand<TFloating> inverse = inverse(tf, root);
    Operand<TFloating> inner = product(tf, inverse, product(tf, symmetric, inverse, true), false);
    Operand<TFloating> lower =
        tf.math.sub(band(tf, inner, -1, 0), tf.math.mul(half, band(tf, inner, 0, 0)));
    return List.of(tf.math.add(root, product(tf, root, lower, false)));
  }

  /** d det A = det A · tr(A⁻¹ dA). */
  private static List<Operand<TFloating>> determinant(Ops tf, OperationCall call) {
    Operand<TFloating> determinant = call.original(0);
    return List.of(tf.math.add(determinant, tf.math.mul(determinant, traceOfChange(tf, call))));
  }

  private static List<Operand<TFloating>> logDeterminant(Ops tf, OperationCall call) {
    Operand<TFloating> logarithm = call.original(1);
    return List.of(call.original(0), tf.math.add(logarithm, traceOfChange(tf, call)));
  }

  private static Operand<TFloating> traceOfChange(Ops tf, OperationCall call) {
    Operand<TFloating> matrix = call.input(0);
    Operand<TFloating> cofactors = transposed(tf, inverse(tf, matrix));
    return tf.reduceSum(
        tf.math.mul(cofactors, call.change(matrix)), tf.constant(new int[] {-2, -1}));
  }

  private static Operand<TFloating> turned(Ops tf, OperationCall call, Operand<TFloating> x) {
    return call.flag("adjoint") ? transposed(tf, x) : x;
  }

  /** The value without its gradient; only used if the operation itself has another type. */
  private static Operand<TFloating> inverse(Ops tf, Operand<TFloating> matrix) {
    Operand<TFloating> fixed = tf.stopGradient(matrix);
    return tf.stopGradient(tf.linalg.inv(fixed, Inv.adjoint(false)));
  }

  private static Operand<TFloating> band(Ops tf, Operand<TFloating> x, long below, long above) {
    return tf.linalg.bandPart(x, tf.constant(below), tf.constant(above));
  }

  private static Operand<TFloating> transposed(Ops tf, Operand<TFloating> x) {
    return product(tf, identityLike(tf, x), x, true);
  }

  private static Operand<TFloating> identityLike(Ops tf, Operand<TFloating> x) {
    Operand<TFloating> ones = tf.fill(tf.shape(x), Constants.of(tf, x.type(), 1));
    return tf.stopGradient(band(tf, ones, 0, 0));
  }

  private static Operand<TFloating> product(
      Ops tf, Operand<TFloating> a, Operand<TFloating> b, boolean transposeB) {
    return tf.scope()
        .opBuilder("BatchMatMulV2", "product")
        .addInput(a.asOutput())
        .addInput(b.asOutput())
        .setAttr("adj_y", transposeB)
        .build()
        .output(0);
  }
}
