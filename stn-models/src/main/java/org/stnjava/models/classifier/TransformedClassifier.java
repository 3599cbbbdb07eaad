package org.stnjava.models.classifier;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.transformer.Warp;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A classifier with any number of spatial transformers, on its input or at increasing depths.
 *
 * @param name its name
 * @param options the images that it takes and what it tells of them
 * @param before what is done to the images before anything else, without weights
 * @param stages its parts up to the features, at least one; of several transformers in a part the
 *     outputs are concatenated on channels, and then no part behind it has any
 * @param head from features, {@code [N, F]}, to logits
 */
record TransformedClassifier(
    String name, ClassifierOptions options, Layer before, List<Stage> stages, Layer head)
    implements Classifier {

  TransformedClassifier {
    stages = List.copyOf(stages);
  }

  @Override
  public ImageShape input() {
    return options.input();
  }

  @Override
  public int labels() {
    return options.labels();
  }

  @Override
  public int classes() {
    return options.classes();
  }

  @Override
  public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    Ops here = tf.withSubScope("classifier");
    ModelScope own = scope.child("classifier");
    List<Warp> warps = new ArrayList<>();
    Operand<TFloat32> x = before.apply(tf, scope, image);
    for (int depth = 0; depth < stages.size(); depth++) {
      Stage stage = stages.get(depth);
      List<Warp> found = stage.transformers().warp(tf, scope, x);
      found = depth == 0 ? found : deep(tf, found, warps);
      warps.addAll(found);
      List<Warp> seen = stage.transformers().seen(found);
      x = stage.layer().apply(here, own, seen.isEmpty() ? x : Seen.together(here, seen));
    }
    if (options.theta() == ThetaUse.FORWARD) {
      x = Seen.withThetas(here, x, warps);
    }
    Operand<TFloat32> logits = head.apply(here, own, x);
    return new Classification(
        labels() == 1 ? logits : byLabel(here, logits),
        warps,
        options.penaltiesOf(tf, scope, warps));
  }

  /** Warps of feature maps, behind those of the parts before. */
  private static List<Warp> deep(Ops tf, List<Warp> found, List<Warp> before) {
    List<Warp> deep = found.stream().map(Warp::ofFeatures).toList();
    return before.isEmpty()
        ? deep
        : deep.stream().map(warp -> warp.behind(tf, before.get(before.size() - 1))).toList();
  }

  private Operand<TFloat32> byLabel(Ops tf, Operand<TFloat32> logits) {
    return tf.reshape(logits, tf.constant(new int[] {-1, labels(), classes()}));
  }

  /** What is left without the transformers, for what they hand over. */
  TransformedClassifier withoutTransformers() {
    return new TransformedClassifier(
        name,
        options.withInput(Blueprint.seen(stages.get(0).transformers(), input())),
        before,
        stages.stream().map(stage -> Stage.of(stage.layer())).toList(),
        head);
  }
}
