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
 * A classifier of as many objects as its spatial transformers see: what each of them sees is
 * classified for itself, with the same weights.
 *
 * @param name its name
 * @param options the images that it takes and what it tells of them
 * @param transformers one for each label, whose outputs are of one size
 * @param features from a transformer's output to the features of its object, {@code [N, F]}
 * @param head from features to logits
 */
record ObjectClassifier(
    String name, ClassifierOptions options, Transformers transformers, Layer features, Layer head)
    implements Classifier {

  @Override
  public ImageShape input() {
    return options.input();
  }

  @Override
  public int labels() {
    return transformers.count();
  }

  @Override
  public int classes() {
    return options.classes();
  }

  @Override
  public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    List<Warp> warps = transformers.warp(tf, scope, image);
    Ops here = tf.withSubScope("classifier");
    ModelScope own = scope.child("classifier");
    Operand<TFloat32> x = features.apply(here, own, Seen.apart(here, warps));
    if (options.theta() == ThetaUse.FORWARD) {
      x = Seen.withOwnTheta(here, x, warps);
    }
    Operand<TFloat32> logits = head.apply(here, own, x);
    return new Classification(
        labels() == 1 ? logits : byImage(here, logits),
        warps,
        options.penaltiesOf(tf, scope, warps));
  }

  /** {@code [K·N, classes]}, transformer after transformer, as {@code [N, K, classes]}. */
  private Operand<TFloat32> byImage(Ops tf, Operand<TFloat32> logits) {
    Operand<TFloat32> byTransformer =
        tf.reshape(logits, tf.constant(new int[] {labels(), -1, classes()}));
    return tf.linalg.transpose(byTransformer, tf.constant(new int[] {1, 0, 2}));
  }
}
