package org.stnjava.models.classifier;

import java.util.List;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.transformer.Transformers;
import org.stnjava.models.transformer.Warp;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A classifier of several objects: the output of each spatial transformer is classified separately,
 * with shared weights.
 *
 * @param name its name
 * @param options its images, labels and transformers
 * @param transformers one for each label, with outputs of the same size
 * @param features from a transformer's output to the features of its object, {@code [N, F]}
 * @param head from features to logits
 */
record ObjectClassifier(
    String name, ClassifierOptions options, Transformers transformers, Layer features, Layer head)
    implements ConfiguredClassifier {

  @Override
  public int labels() {
    return transformers.count();
  }

  @Override
  public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    List<Warp> warps = transformers.warp(tf, scope, image);
    Ops here = tf.withSubScope("classifier");
    ModelScope own = scope.child("classifier");
    Operand<TFloat32> x =
        features.apply(
            here, own, ConfiguredClassifier.concat(here, warps.stream().map(Warp::v).toList(), 0));
    if (options.theta() == ThetaUse.FORWARD) {
      x = withOwnTheta(here, x, warps);
    }
    Operand<TFloat32> logits = head.apply(here, own, x);
    return result(tf, scope, labels() == 1 ? logits : byImage(here, logits), warps);
  }

  /** Features {@code [K·N, F]}, each followed by the θ of its own warp. */
  private static Operand<TFloat32> withOwnTheta(
      Ops tf, Operand<TFloat32> features, List<Warp> warps) {
    List<Operand<TFloat32>> thetas =
        warps.stream().map(warp -> ConfiguredClassifier.flatTheta(tf, warp)).toList();
    return tf.concat(List.of(features, ConfiguredClassifier.concat(tf, thetas, 0)), tf.constant(1));
  }

  /** {@code [K·N, classes]}, transformer after transformer, as {@code [N, K, classes]}. */
  private Operand<TFloat32> byImage(Ops tf, Operand<TFloat32> logits) {
    Operand<TFloat32> byTransformer =
        tf.reshape(logits, tf.constant(new int[] {labels(), -1, classes()}));
    return tf.linalg.transpose(byTransformer, tf.constant(new int[] {1, 0, 2}));
  }
}
