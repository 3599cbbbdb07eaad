package org.stnjava.ops.sample;

import java.util.List;
import org.stnjava.ops.interpolation.Interpolation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * How a sampler reads points where neighbors in the grid lie more than a pixel apart, so that a
 * small kernel would skip the pixels between them.
 *
 * <p>The distance is measured point by point from the differences between neighbors of the grid, in
 * pixels, and treated as a constant, so no gradient flows through it. Where it is a pixel or less,
 * {@link #none()} and {@link #mipmap()} give the same samples.
 */
public interface Antialiasing {

  /**
   * Reads images at points.
   *
   * <p>A custom antialiasing is one class that implements this method, for example by several reads
   * of {@link #none()}. It is never executed as loops in Java.
   *
   * @param tf where to build
   * @param interpolation kernel, padding and coordinates
   * @param u images, {@code [N, H, W, C]} or {@code [N, D, H, W, C]}
   * @param points pixel coordinates, one operand an axis, x first, each {@code [N, H', W']} or
   *     {@code [N, D', H', W']}
   * @param <T> the image's floating type
   * @param <S> the points' floating type
   * @return the channels of each point, row-major: {@code [N·H'·W', C]}, or any shape of as many
   *     elements in this order
   */
  <T extends TFloating, S extends TFloating> Operand<T> read(
      Ops tf, Interpolation interpolation, Operand<T> u, List<Operand<S>> points);

  /**
   * No antialiasing: each point is read through the kernel alone, as in the paper.
   *
   * @return the setting
   */
  static Antialiasing none() {
    return new PointSampling();
  }

  /**
   * A pyramid of images, each half as large as the one before; a point is read from the two whose
   * pixels are nearest to its distance from its neighbors, and interpolated between them (trilinear
   * in scale).
   *
   * <p>Costs twice the reads and a third more memory for the image. The level is that of the axis
   * along which neighbors are farthest apart.
   *
   * @return the setting, with up to eight halvings
   */
  static Antialiasing mipmap() {
    return new Mipmap(Mipmap.DEFAULT_HALVINGS);
  }

  /**
   * Several reads around each point, spread over the distance to its neighbors and at least over a
   * pixel; a plane is fitted to them, whose height at the point is the result and whose slope is
   * the gradient with respect to the grid (Jiang et al. 2019, <i>Linearized Multi-Sampling for
   * Differentiable Image Transformation</i>).
   *
   * <p>The gradient covers the distance between neighbors, where a kernel's own covers adjacent
   * pixels. The identity is not exact: a pixel is averaged with the pixels around it.
   *
   * @param samples reads a point, at least 4; the authors take 8
   * @param seed places them
   * @return the setting
   * @throws IllegalArgumentException if there are fewer than 4 samples
   */
  static Antialiasing multiSample(int samples, long seed) {
    return new MultiSample(samples, seed);
  }
}
