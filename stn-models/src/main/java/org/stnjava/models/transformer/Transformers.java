package org.stnjava.models.transformer;

import java.util.List;
import org.stnjava.models.layer.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** One or several spatial transformers that read the same feature map. */
public interface Transformers {

  /** Prefix of the names of weights that several transformers share. */
  String SHARED = "st";

  /**
   * The number of warps.
   *
   * @return the length of the list that {@link #warp} returns
   */
  int count();

  /**
   * Builds the transformers on a feature map.
   *
   * @param tf where to build
   * @param scope of the model's weights
   * @param u input feature map, {@code [N, H, W, C]}
   * @return θ, grid and output of each, in their order
   */
  List<Warp> warp(Ops tf, ModelScope scope, Operand<TFloat32> u);

  /**
   * The warps whose outputs the next layers take.
   *
   * @param warps from {@link #warp}
   * @return all of them, or the last one where each refines the one before
   */
  default List<Warp> outputs(List<Warp> warps) {
    return warps;
  }
}
