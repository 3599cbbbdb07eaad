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
 * <p>Implement it for a network of your own; {@link #regressing} adds the usual last layer to any
 * features.
 */
@FunctionalInterface
public interface LocalizationNet {

  /**
   * Builds the network.
   *
   * @param tf where to build
   * @param scope of its weights
   * @param u input feature map, {@code [N, H, W, C]}
   * @param transform that θ parametrizes
   * @return θ, {@code [N, …]}, see {@link Transform#thetaShape()}
   */
  Operand<TFloat32> localize(Ops tf, ModelScope scope, Operand<TFloat32> u, Transform transform);

  /**
   * Features followed by a linear layer to θ that is initialized to the identity: a kernel of zeros
   * and {@link Transform#identityTheta()} as the bias, as in the paper's experiments (section 4).
   *
   * @param features {@code [N, H, W, C]} to {@code [N, F]}
   * @return the network
   */
  static LocalizationNet regressing(Layer features) {
    return (tf, scope, u, transform) ->
        regressing(features, transform.identityTheta()).localize(tf, scope, u, transform);
  }

  /**
   * Features followed by a linear layer to θ that is initialized to a given θ.
   *
   * @param features {@code [N, H, W, C]} to {@code [N, F]}
   * @param start initial θ, row-major
   * @return the network
   */
  static LocalizationNet regressing(Layer features, float[] start) {
    ThetaLayer last = new ThetaLayer(List.of(start));
    return (tf, scope, u, transform) ->
        last.thetas(tf, scope, features.apply(tf, scope, u), transform).get(0);
  }
}
