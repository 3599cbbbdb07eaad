package org.stnjava.models.classifier;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.models.layer.Mode;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.transformer.Warp;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A classifier that is built from {@link ClassifierOptions}. */
interface ConfiguredClassifier extends Classifier {

  ClassifierOptions options();

  @Override
  default ImageShape input() {
    return options().input();
  }

  @Override
  default int classes() {
    return options().classes();
  }

  /** The result, in training form with the penalties of the options. */
  default Classification result(
      Ops tf, ModelScope scope, Operand<TFloat32> logits, List<Warp> warps) {
    return new Classification(logits, warps, penalties(tf, scope, warps));
  }

  /** What training adds to the loss for the θ of the warps; nothing in inference form. */
  default List<Operand<TFloat32>> penalties(Ops tf, ModelScope scope, List<Warp> warps) {
    return scope.mode() == Mode.TRAINING ? options().penalties().of(tf, warps) : List.of();
  }

  /**
   * Features {@code [N, F]}, followed by the θ of all warps if the options forward them: {@code [N,
   * F + Σ S]}.
   */
  default Operand<TFloat32> withThetas(Ops tf, Operand<TFloat32> features, List<Warp> warps) {
    if (options().theta() == ThetaUse.WARP) {
      return features;
    }
    List<Operand<TFloat32>> all = new ArrayList<>(List.of(features));
    warps.forEach(warp -> all.add(flatTheta(tf, warp)));
    return concat(tf, all, 1);
  }

  /** θ of a warp, {@code [N, S]}. */
  static Operand<TFloat32> flatTheta(Ops tf, Warp warp) {
    long size = warp.transformer().generator().transform().thetaShape().size();
    return tf.reshape(warp.theta(), tf.constant(new long[] {-1, size}));
  }

  /** Concatenates along an axis; a single part stays as it is. */
  static Operand<TFloat32> concat(Ops tf, List<Operand<TFloat32>> parts, int axis) {
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(axis));
  }
}
