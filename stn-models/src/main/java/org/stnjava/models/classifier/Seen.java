package org.stnjava.models.classifier;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.models.transformer.Warp;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What the rest of a network gets of its transformers. */
final class Seen {

  private static final int CHANNELS = -1;

  private Seen() {}

  /** The outputs side by side as channels, {@code [N, H', W', K·C]}. */
  static Operand<TFloat32> together(Ops tf, List<Warp> warps) {
    return concat(tf, warps.stream().map(Warp::v).toList(), CHANNELS);
  }

  /** The outputs one after the other, {@code [K·N, H', W', C]}. */
  static Operand<TFloat32> apart(Ops tf, List<Warp> warps) {
    return concat(tf, warps.stream().map(Warp::v).toList(), 0);
  }

  /** Features with all θ behind them, {@code [N, F + Σ S]}. */
  static Operand<TFloat32> withThetas(Ops tf, Operand<TFloat32> features, List<Warp> warps) {
    List<Operand<TFloat32>> all = new ArrayList<>(List.of(features));
    warps.forEach(warp -> all.add(row(tf, warp)));
    return concat(tf, all, 1);
  }

  /** Features of {@code [K·N, F]} with the θ that each was seen by behind them. */
  static Operand<TFloat32> withOwnTheta(Ops tf, Operand<TFloat32> features, List<Warp> warps) {
    List<Operand<TFloat32>> thetas = warps.stream().map(warp -> row(tf, warp)).toList();
    return concat(tf, List.of(features, concat(tf, thetas, 0)), 1);
  }

  private static Operand<TFloat32> row(Ops tf, Warp warp) {
    long size = warp.transformer().generator().transform().thetaShape().size();
    return tf.reshape(warp.theta(), tf.constant(new long[] {-1, size}));
  }

  private static Operand<TFloat32> concat(Ops tf, List<Operand<TFloat32>> parts, int axis) {
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(axis));
  }
}
