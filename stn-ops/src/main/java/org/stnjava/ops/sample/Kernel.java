package org.stnjava.ops.sample;

import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A separable, symmetric sampling kernel k(x − m) of the paper's equation 3.
 *
 * <p>Implement it to sample with a kernel of your own: the sampler multiplies the taps of the axes,
 * pads those outside the image and reads the pixels.
 */
public interface Kernel {

  /** The nearest pixel, the even one of two that are as near; no gradient to the grid. */
  Kernel NEAREST = new Nearest();

  /** Linear interpolation between the two nearest pixels of each axis (equation 5). */
  Kernel BILINEAR = new Bilinear();

  /** Cubic convolution over the four nearest pixels of each axis, a = −0.75. */
  Kernel BICUBIC = new Bicubic();

  /**
   * The name in configurations and on the command line.
   *
   * @return a short lower-case name
   */
  String name();

  /**
   * How far the kernel reaches from a sampled coordinate.
   *
   * @return pixels, at least 1; the weight is 0 at this distance and beyond
   */
  double radius();

  /**
   * The pixels that a coordinate reads.
   *
   * @param tf where to build
   * @param x finite pixel coordinates along one axis, any shape, 0 being the first pixel's center
   * @param <T> the floating type
   * @return the taps, each of the shape of {@code x}; a weight may be a scalar
   */
  <T extends TFloating> List<Tap<T>> taps(Ops tf, Operand<T> x);

  /**
   * Finds a kernel that comes with the toolkit.
   *
   * @param name its {@link #name()}
   * @return the kernel
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  static Kernel byName(String name) {
    return Stream.of(NEAREST, BILINEAR, BICUBIC)
        .filter(kernel -> kernel.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "kernel: expected one of %s but got '%s'".formatted(names(), name)));
  }

  /**
   * The names of the kernels that come with the toolkit.
   *
   * @return the names
   */
  static List<String> names() {
    return Stream.of(NEAREST, BILINEAR, BICUBIC).map(Kernel::name).toList();
  }
}
