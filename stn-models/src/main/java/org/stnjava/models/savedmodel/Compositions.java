package org.stnjava.models.savedmodel;

import java.util.HashMap;
import java.util.Map;

/** The operations that are composed of others, by name. */
final class Compositions {

  static final Map<String, Composition> ALL = new HashMap<>();

  static {
    ALL.put("ImageProjectiveTransformV2", ProjectiveSampler::compose);
    ALL.put("ImageProjectiveTransformV3", ProjectiveSampler::compose);
    ALL.putAll(ElementwiseCompositions.ALL);
    ALL.putAll(SecondDerivatives.ALL);
    ALL.putAll(QuantizedCompositions.ALL);
    ALL.putAll(ColorCompositions.ALL);
    ALL.putAll(MatrixCompositions.ALL);
    ALL.putAll(PoolingCompositions.ALL);
    ALL.putAll(VolumeConvolutions.ALL);
    ALL.putAll(DataMovement.ALL);
  }

  private Compositions() {}
}
