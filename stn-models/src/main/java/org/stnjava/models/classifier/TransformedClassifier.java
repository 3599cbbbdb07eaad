package org.stnjava.models.classifier;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.transformer.ParallelTransformers;
import org.stnjava.models.transformer.Transformers;
import org.stnjava.models.transformer.Warp;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A classifier with any number of spatial transformers, on its input or at increasing depths (the
 * paper's section 3.4).
 *
 * @param name its name
 * @param options its images, labels and transformers
 * @param before first layer, without weights
 * @param stages its parts up to the features, at least one; the outputs of several transformers in
 *     a part are concatenated on channels, and no later part has any then
 * @param head from features, {@code [N, F]}, to logits
 */
record TransformedClassifier(
    String name, ClassifierOptions options, Layer before, List<Stage> stages, Layer head)
    implements ConfiguredClassifier {

  static final Transformers NO_TRANSFORMERS = ParallelTransformers.separate(List.of());

  /**
   * A part of a network: transformers, and the layer that takes their outputs.
   *
   * @param transformers warp the part's input; may be none
   * @param layer what follows them
   */
  record Stage(Transformers transformers, Layer layer) {

    /** A part without transformers. */
    static Stage of(Layer layer) {
      return new Stage(NO_TRANSFORMERS, layer);
    }
  }

  TransformedClassifier {
    stages = List.copyOf(stages);
  }

  @Override
  public int labels() {
    return options.labels();
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
      List<Warp> outputs = stage.transformers().outputs(found);
      x = stage.layer().apply(here, own, outputs.isEmpty() ? x : onChannels(here, outputs));
    }
    Operand<TFloat32> logits = head.apply(here, own, withThetas(here, x, warps));
    return result(tf, scope, labels() == 1 ? logits : byLabel(here, logits), warps);
  }

  /** The outputs of warps concatenated on channels, {@code [N, H', W', K·C]}. */
  static Operand<TFloat32> onChannels(Ops tf, List<Warp> warps) {
    return ConfiguredClassifier.concat(tf, warps.stream().map(Warp::v).toList(), -1);
  }

  /** Warps of feature maps, composed with those of the parts before. */
  private static List<Warp> deep(Ops tf, List<Warp> found, List<Warp> before) {
    List<Warp> deep = found.stream().map(Warp::ofFeatures).toList();
    return before.isEmpty()
        ? deep
        : deep.stream().map(warp -> warp.behind(tf, before.get(before.size() - 1))).toList();
  }

  private Operand<TFloat32> byLabel(Ops tf, Operand<TFloat32> logits) {
    return tf.reshape(logits, tf.constant(new int[] {-1, labels(), classes()}));
  }

  /** The classifier without its transformers, for images of the size of their outputs. */
  TransformedClassifier withoutTransformers() {
    return new TransformedClassifier(
        name,
        options.withInput(NetworkSize.outputShape(stages.get(0).transformers(), input())),
        before,
        stages.stream().map(stage -> Stage.of(stage.layer())).toList(),
        head);
  }
}
