package org.stnjava.models.transformer;

import java.util.List;
import org.stnjava.models.layer.ModelScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** One or several spatial transformers on one feature map, together one step of a network. */
public interface Transformers {

  /** What the names of weights that several transformers share start with. */
  String SHARED = "st";

  /**
   * How many warps there are.
   *
   * @return the length of what {@link #warp} gives
   */
  int count();

  /**
   * Builds the transformers on a feature map.
   *
   * @param tf where to build
   * @param scope where the model's weights live
   * @param u input feature map, {@code [N, H, W, C]}
   * @return what each chose, where it looked and what it saw, in the order of their numbers
   */
  List<Warp> warp(Ops tf, ModelScope scope, Operand<TFloat32> u);

  /**
   * Which of the warps the rest of the network sees.
   *
   * @param warps what {@link #warp} gave
   * @return all of them, or the last where each only improves on the one before
   */
  default List<Warp> seen(List<Warp> warps) {
    return warps;
  }
}
