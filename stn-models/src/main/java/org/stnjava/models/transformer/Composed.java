package org.stnjava.models.transformer;

import java.util.List;
import org.stnjava.ops.transform.Affine;
import org.stnjava.ops.transform.Affine3d;
import org.stnjava.ops.transform.MatrixTransform;
import org.stnjava.ops.transform.Transform;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A warp that is the composition of several.
 *
 * @param transform its family
 * @param theta its parameters, {@code [N, …]}
 */
record Composed(Transform transform, Operand<TFloat32> theta) {

  /** A warp; a matrix transform becomes affine, so that its compositions are matrices. */
  static Composed of(Ops tf, Transform transform, Operand<TFloat32> theta) {
    return transform instanceof MatrixTransform moving
        ? of(tf, moving.matrix(tf, theta))
        : new Composed(transform, theta);
  }

  private static Composed of(Ops tf, Operand<TFloat32> matrix) {
    Transform affine = matrix.shape().get(1) == 2 ? new Affine() : new Affine3d();
    return new Composed(affine, rows(tf, affine, matrix));
  }

  /** This warp followed by another one on its points. */
  Composed then(Ops tf, Composed next) {
    if (transform instanceof MatrixTransform first
        && next.transform instanceof MatrixTransform second) {
      return of(
          tf, MatrixTransform.compose(tf, first.matrix(tf, theta), second.matrix(tf, next.theta)));
    }
    return new Composed(
        transform.then(next.transform),
        tf.concat(
            List.of(rows(tf, transform, theta), rows(tf, next.transform, next.theta)),
            tf.constant(1)));
  }

  /** θ flattened to a row for each image. */
  private static Operand<TFloat32> rows(Ops tf, Transform transform, Operand<TFloat32> theta) {
    return tf.reshape(theta, tf.constant(new long[] {-1, transform.thetaShape().size()}));
  }
}
