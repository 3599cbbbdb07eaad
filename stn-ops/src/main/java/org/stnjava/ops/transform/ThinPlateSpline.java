package org.stnjava.ops.transform;

import java.util.List;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.operand.Constants;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * A smooth deformation by a thin plate spline over a regular k×k lattice of control points.
 *
 * <p>θ, {@code [N, k·k, 2]}, is the source position {@code (x, y)} of each control point, row by
 * row, x fastest. The lattice lies over [−1, 1]², corners included, in both pixel conventions.
 * Without stiffness the spline passes through θ exactly; between the points its bending energy is
 * minimal, and beyond them it becomes affine. The lattice never changes, so its linear system is
 * solved once, in double precision, when the graph is built.
 *
 * @param k control points along each side, at least 2
 * @param stiffness λ, at least 0: added to the diagonal of the kernel matrix of r² log r; 0
 *     interpolates, and the larger it is, the nearer the spline comes to the best affine map
 */
public record ThinPlateSpline(int k, double stiffness) implements Transform {

  /** 8 MB of weights; a larger grid computes them when the graph runs. */
  private static final long LARGEST_CONSTANT = 1 << 20;

  /** Weights computed at a time for a large grid: 32 MB. */
  private static final long LARGEST_PART = 1 << 22;

  /** Checks k and the stiffness. */
  public ThinPlateSpline {
    if (k < 2) {
      throw new IllegalArgumentException(
          "k: expected at least 2 control points along each side but got " + k);
    }
    if (!(stiffness >= 0 && stiffness < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "stiffness: expected a finite number of at least 0 but got " + stiffness);
    }
  }

  /**
   * A spline that interpolates.
   *
   * @param k control points along each side, at least 2; the paper has 4
   * @return the transform
   */
  public static ThinPlateSpline of(int k) {
    return new ThinPlateSpline(k, 0);
  }

  @Override
  public String name() {
    return "tps";
  }

  @Override
  public Shape thetaShape() {
    return Shape.of((long) k * k, 2);
  }

  @Override
  public float[] identityTheta() {
    double[] lattice = system().lattice();
    float[] theta = new float[lattice.length];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = (float) lattice[i];
    }
    return theta;
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> theta, Operand<T> points) {
    Operand<TFloat64> shifts = tf.dtypes.cast(shifts(tf, theta), TFloat64.class);
    Shape size = Homogeneous.size(points, 2);
    Thetas.requireSameBatch(theta, points, 2);
    double[] solution = system().solution();
    long controls = thetaShape().get(0);
    Operand<TFloat64> coefficients =
        tf.train.batchMatMul(
            tf.constant(Shape.of(controls + 3, controls), DataBuffers.of(solution)),
            shifts,
            TFloat64.class);
    Operand<TFloat64> features = system().features(tf, tf.dtypes.cast(points, TFloat64.class));
    return moved(tf, points, size, tf.train.batchMatMul(features, coefficients, TFloat64.class));
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Ops tf, Operand<T> theta, TargetGrid target) {
    Operand<T> points = target.points(tf, theta.type());
    long weights = Homogeneous.size(points, 2).size() * thetaShape().get(0);
    if (weights > LARGEST_CONSTANT) {
      return inParts(tf, theta, unfoldable(tf, theta, points));
    }
    Operand<T> matrix =
        Constants.of(
            tf,
            theta.type(),
            Shape.of(target.size().size(), thetaShape().get(0)),
            system().weights(target.values()));
    return moved(
        tf, points, target.size(), tf.train.batchMatMul(matrix, shifts(tf, theta), theta.type()));
  }

  /** One half after the other, so that the weights of both are never in memory together. */
  private <T extends TFloating> Operand<T> inParts(Ops tf, Operand<T> theta, Operand<T> points) {
    Shape shape = points.shape();
    int rows = Math.toIntExact(shape.get(0));
    if (rows == 1 || shape.size() / 2 * k * k <= LARGEST_PART) {
      return apply(tf, theta, points);
    }
    Operand<T> top = inParts(tf, tf.identity(theta), rows(tf, points, 0, rows / 2));
    Ops then = tf.scope().env().isGraph() ? tf.withControlDependencies(top) : tf;
    Operand<T> rest = rows(then, points, rows / 2, rows - rows / 2);
    Operand<T> bottom = inParts(then, then.identity(theta), rest);
    return tf.concat(List.of(top, bottom), tf.constant(1));
  }

  /**
   * The points with a fake dependency on θ: TensorFlow would fold constant points to weights before
   * the graph runs, and keep all of them in memory together.
   */
  private static <T extends TFloating> Operand<T> unfoldable(
      Ops tf, Operand<T> theta, Operand<T> points) {
    Operand<T> sum = tf.reduceSum(tf.stopGradient(theta), tf.constant(new int[] {0, 1, 2}));
    Operand<TInt32> zero = tf.dtypes.cast(tf.math.less(sum, sum), TInt32.class);
    Operand<TInt32> none = tf.constant(0);
    return tf.slice(
        points,
        tf.stack(List.of(zero, none, none)),
        tf.dtypes.cast(tf.constant(points.shape().asArray()), TInt32.class));
  }

  private static <T extends TFloating> Operand<T> rows(
      Ops tf, Operand<T> points, int from, int count) {
    return tf.slice(
        points, tf.constant(new int[] {from, 0, 0}), tf.constant(new int[] {count, -1, -1}));
  }

  /** The shifts of the control points, {@code [N, k·k, 2]}: 0 for the identity. */
  private <T extends TFloating> Operand<T> shifts(Ops tf, Operand<T> theta) {
    Thetas.require(this, theta);
    Operand<T> lattice = Constants.of(tf, theta.type(), thetaShape(), system().lattice());
    return tf.math.sub(theta, lattice);
  }

  private static <T extends TFloating> Operand<T> moved(
      Ops tf, Operand<T> points, Shape size, Operand<? extends TFloating> shifts) {
    Operand<T> shaped =
        tf.reshape(
            tf.dtypes.cast(shifts, points.type()),
            tf.constant(size.prepend(-1).append(2).asArray()));
    return tf.math.add(points, shaped);
  }

  private SplineSystem system() {
    return new SplineSystem(k, stiffness);
  }
}
