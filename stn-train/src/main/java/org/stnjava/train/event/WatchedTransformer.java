package org.stnjava.train.event;

import org.stnjava.models.transformer.SpatialTransformer;

/**
 * What a spatial transformer did to the images that it is watched on.
 *
 * <p>The arrays are row-major, and kept, not copied.
 *
 * @param transformer who did it
 * @param images how many images there were, n
 * @param theta the parameters it chose, {@code [n, …]}
 * @param grid where it looked, {@code [n, H', W', 2]}, {@code (x, y)} in [−1, 1]; in a volume
 *     {@code [n, D', H', W', 3]}
 * @param v what it saw there, {@code [n, H', W', C]}; of a volume {@code [n, D', H', W', C]}
 * @param thetaGradient the loss's gradient to θ, of θ's shape; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Large, and nobody compares two.
public record WatchedTransformer(
    SpatialTransformer transformer,
    int images,
    float[] theta,
    float[] grid,
    float[] v,
    float[] thetaGradient) {

  /** {@return the transformer's name} */
  public String name() {
    return transformer.name();
  }

  /** {@return how many numbers θ has} */
  public int thetaSize() {
    return theta.length / images;
  }
}
