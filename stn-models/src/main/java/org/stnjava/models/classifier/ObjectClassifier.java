package org.stnjava.models.classifier;

import java.util.List;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.transformer.ParallelTransformers;
import org.stnjava.models.transformer.Warp;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A classifier of as many objects as it has spatial transformers: what each of them sees is
 * classified for itself, with the same weights.
 *
 * @param name its name
 * @param input the images that it takes
 * @param parallel its transformers, at least one, whose outputs are of one size
 * @param body from a transformer's output to the logits of its object
 * @param classes how many classes of objects it tells apart
 */
record ObjectClassifier(
    String name, ImageShape input, ParallelTransformers parallel, Layer body, int classes)
    implements Classifier {

  @Override
  public int labels() {
    return parallel.count();
  }

  @Override
  public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    List<Warp> warps = parallel.warp(tf, scope, image);
    Ops here = tf.withSubScope("classifier");
    Operand<TFloat32> objects =
        warps.size() == 1
            ? warps.get(0).v()
            : here.concat(warps.stream().map(Warp::v).toList(), here.constant(0));
    Operand<TFloat32> logits = body.apply(here, scope.child("classifier"), objects);
    return new Classification(warps.size() == 1 ? logits : byImage(here, logits), warps);
  }

  /** {@code [K·N, classes]}, transformer after transformer, as {@code [N, K, classes]}. */
  private Operand<TFloat32> byImage(Ops tf, Operand<TFloat32> logits) {
    Operand<TFloat32> byTransformer =
        tf.reshape(logits, tf.constant(new int[] {labels(), -1, classes}));
    return tf.linalg.transpose(byTransformer, tf.constant(new int[] {1, 0, 2}));
  }
}
