package org.stnjava.models.localization;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.models.layer.Initializer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.ops.transform.Transform;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The last layer of localization networks: linear, from features to the θ of one or several
 * transformers, initialized with a kernel of zeros and the initial θ as the bias.
 */
public final class ThetaLayer {

  private final List<float[]> starts;

  /**
   * Creates a layer for as many transformers as there are initial θ.
   *
   * @param starts initial θ of each, row-major, of equal lengths
   */
  public ThetaLayer(List<float[]> starts) {
    this.starts = List.copyOf(starts);
  }

  /**
   * Builds the layer.
   *
   * @param tf where to build
   * @param scope of its weights
   * @param features {@code [N, F]}
   * @param transform that θ parametrizes
   * @return each transformer's θ, {@code [N, …]}, see {@link Transform#thetaShape()}
   */
  public List<Operand<TFloat32>> thetas(
      Ops tf, ModelScope scope, Operand<TFloat32> features, Transform transform) {
    ModelScope own = scope.child("theta");
    Ops here = tf.withSubScope("theta");
    float[] start = joined();
    Operand<TFloat32> kernel =
        own.weight("kernel", Shape.of(features.shape().get(1), start.length), Initializer.zeros());
    Operand<TFloat32> bias = own.weight("bias", Shape.of(start.length), Initializer.of(start));
    Operand<TFloat32> all = here.nn.biasAdd(here.linalg.matMul(features, kernel), bias);
    return split(here, all).stream().map(theta -> shaped(here, theta, transform)).toList();
  }

  private float[] joined() {
    float[] all = new float[starts.size() * starts.get(0).length];
    for (int i = 0; i < starts.size(); i++) {
      System.arraycopy(starts.get(i), 0, all, i * starts.get(i).length, starts.get(i).length);
    }
    return all;
  }

  private List<Operand<TFloat32>> split(Ops tf, Operand<TFloat32> all) {
    return starts.size() == 1
        ? List.of(all)
        : new ArrayList<>(tf.split(tf.constant(1), all, (long) starts.size()).output());
  }

  private static Operand<TFloat32> shaped(Ops tf, Operand<TFloat32> theta, Transform transform) {
    return transform.thetaShape().numDimensions() == 1
        ? theta
        : tf.reshape(theta, tf.constant(Shape.of(-1).append(transform.thetaShape()).asArray()));
  }
}
