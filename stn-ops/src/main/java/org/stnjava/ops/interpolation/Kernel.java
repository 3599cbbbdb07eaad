package org.stnjava.ops.interpolation;

import java.util.List;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * A separable, symmetric sampling kernel k(x − m) of the paper's equation 3.
 *
 * <p>A custom kernel is one class that implements {@link #name()}, {@link #radius()} and {@link
 * #taps}; nothing else changes, and it runs with every padding in the portable graph. The sampler
 * multiplies the taps of the axes, pads those outside the image and reads the pixels.
 */
public interface Kernel {

  /** The nearest pixel, the even one of two at the same distance; no gradient to the grid. */
  @SuppressWarnings("ClassInitializationDeadlock") // nothing else names the class
  Kernel NEAREST = new Nearest();

  /** Linear interpolation between the two nearest pixels of each axis (equation 5). */
  @SuppressWarnings("ClassInitializationDeadlock") // nothing else names the class
  Kernel BILINEAR = new Bilinear();

  /** Cubic convolution over the four nearest pixels of each axis, a = −0.75. */
  @SuppressWarnings("ClassInitializationDeadlock") // nothing else names the class
  Kernel BICUBIC = new Bicubic();

  /** The kernels that come with the toolkit. */
  List<Kernel> ALL = List.of(NEAREST, BILINEAR, BICUBIC);

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
   * @return the taps, each of the shape of {@code x}, their pixels whole coordinates that may lie
   *     outside the image; a weight may be a scalar
   */
  <T extends TFloating> List<Tap<T, T>> taps(Ops tf, Operand<T> x);

  /**
   * Converts normalized coordinates to pixels. Overridden where rounding decides which pixel is
   * read.
   *
   * @param tf where to build
   * @param normalized coordinates along one axis, any shape
   * @param size the number of pixels of that axis, a scalar
   * @param coordinates what −1 and 1 mean
   * @param <T> the floating type
   * @return pixel coordinates, same shape, 0 being the first pixel's center
   */
  default <T extends TFloating> Operand<T> toPixels(
      Ops tf, Operand<T> normalized, Operand<TInt32> size, PixelCoordinates coordinates) {
    return coordinates.toPixels(tf, normalized, size);
  }

  /**
   * Finds a kernel that comes with the toolkit.
   *
   * @param name its {@link #name()}
   * @return the kernel
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  static Kernel byName(String name) {
    return ALL.stream()
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
    return ALL.stream().map(Kernel::name).toList();
  }
}
