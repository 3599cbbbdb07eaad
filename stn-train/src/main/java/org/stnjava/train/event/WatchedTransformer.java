package org.stnjava.train.event;

import org.stnjava.models.transformer.SpatialTransformer;

/**
 * A measurement of a spatial transformer on the monitored images.
 *
 * <p>The arrays are row-major, and kept, not copied.
 *
 * @param transformer the transformer
 * @param images the number of images, n
 * @param theta the predicted parameters, {@code [n, …]}
 * @param grid the sampling grid, {@code [n, H', W', 2]}, {@code (x, y)} in [−1, 1]; in a volume
 *     {@code [n, D', H', W', 3]}
 * @param v the output feature map, {@code [n, H', W', C]}; of a volume {@code [n, D', H', W', C]}
 * @param thetaGradient the gradient of the loss with respect to θ, of θ's shape; empty if there is
 *     none
 */
@SuppressWarnings("ArrayRecordComponent") // Large; never compared.
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

  /** {@return the number of elements of θ for one image} */
  public int thetaSize() {
    return theta.length / images;
  }
}
