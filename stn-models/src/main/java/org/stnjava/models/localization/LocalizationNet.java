package org.stnjava.models.localization;

import java.util.List;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.ops.transform.Transform;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Regresses θ from a feature map, the paper's f_loc (section 3.1).
 *
 * <p>Implement it to localize in a way of your own; {@link #regressing} adds the usual last layer
 * to any features.
 */
@FunctionalInterface
public interface LocalizationNet {

  /**
   * Builds the network.
   *
   * @param tf where to build
   * @param scope where its weights live
   * @param u input feature map, {@code [N, H, W, C]}
   * @param transform what θ is for
   * @return θ, {@code [N, …]}, see {@link Transform#thetaShape()}
   */
  Operand<TFloat32> localize(Ops tf, ModelScope scope, Operand<TFloat32> u, Transform transform);

  /**
   * Features followed by a linear layer to θ that starts at the identity: zero weights and {@link
   * Transform#identityTheta()} as the bias, as the paper's experiments do.
   *
   * @param features {@code [N, H, W, C]} to {@code [N, F]}
   * @return the network
   */
  static LocalizationNet regressing(Layer features) {
    return (tf, scope, u, transform) ->
        regressing(features, transform.identityTheta()).localize(tf, scope, u, transform);
  }

  /**
   * Features followed by a linear layer to θ that starts elsewhere.
   *
   * @param features {@code [N, H, W, C]} to {@code [N, F]}
   * @param start the first θ, row-major
   * @return the network
   */
  static LocalizationNet regressing(Layer features, float[] start) {
    ThetaLayer last = new ThetaLayer(List.of(start));
    return (tf, scope, u, transform) ->
        last.thetas(tf, scope, features.apply(tf, scope, u), transform).get(0);
  }
}
