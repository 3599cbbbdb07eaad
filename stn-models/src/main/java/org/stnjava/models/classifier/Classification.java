package org.stnjava.models.classifier;

import java.util.List;
import org.stnjava.models.transformer.Warp;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a classifier made of a batch.
 *
 * @param logits {@code [N, classes]}
 * @param warps what its transformers did, in the order of their outputs' numbers
 */
public record Classification(Operand<TFloat32> logits, List<Warp> warps) {

  /** Takes a copy of the list. */
  public Classification {
    warps = List.copyOf(warps);
  }
}
