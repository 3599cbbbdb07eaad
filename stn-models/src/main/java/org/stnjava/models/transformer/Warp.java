package org.stnjava.models.transformer;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a spatial transformer did to a batch.
 *
 * @param transformer who did it
 * @param theta the parameters it chose, {@code [N, …]}
 * @param grid where it looked, {@code [N, H', W', 2]}, {@code (x, y)} in [−1, 1]; in a volume
 *     {@code [N, D', H', W', 3]}
 * @param v what it saw there, {@code [N, H', W', C]}; of a volume {@code [N, D', H', W', C]}
 */
public record Warp(
    SpatialTransformer transformer,
    Operand<TFloat32> theta,
    Operand<TFloat32> grid,
    Operand<TFloat32> v) {}
