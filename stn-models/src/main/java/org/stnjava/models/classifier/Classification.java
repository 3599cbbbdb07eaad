package org.stnjava.models.classifier;

import java.util.List;
import org.stnjava.models.transformer.Warp;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The result of a classifier on a batch.
 *
 * @param logits {@code [N, classes]}, or {@code [N, labels, classes]} with several labels an image
 * @param warps results of its transformers, in the order of the exported outputs
 * @param penalties scalars that training adds to the loss
 */
public record Classification(
    Operand<TFloat32> logits, List<Warp> warps, List<Operand<TFloat32>> penalties) {

  /** Takes a copy of the lists. */
  public Classification {
    warps = List.copyOf(warps);
    penalties = List.copyOf(penalties);
  }

  /**
   * The result of a classifier without penalties.
   *
   * @param logits as in the record
   * @param warps as in the record
   */
  public Classification(Operand<TFloat32> logits, List<Warp> warps) {
    this(logits, warps, List.of());
  }
}
