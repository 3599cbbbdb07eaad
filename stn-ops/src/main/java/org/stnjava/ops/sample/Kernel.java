package org.stnjava.ops.sample;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A separable sampling kernel k(x − m) of the paper's equation 3.
 *
 * <p>Implement it to sample with a kernel of your own: the sampler multiplies the taps of the two
 * axes, masks those outside the image and reads the pixels.
 */
public interface Kernel {

  /** Linear interpolation between the two nearest pixels of each axis (equation 5). */
  Kernel BILINEAR = new Bilinear();

  /**
   * The name in configurations and on the command line.
   *
   * @return a short lower-case name
   */
  String name();

  /**
   * How far the kernel reaches from a sampled coordinate.
   *
   * @return pixels; the weight is 0 at this distance and beyond
   */
  double radius();

  /**
   * The pixels that a coordinate reads.
   *
   * @param tf where to build
   * @param x finite pixel coordinates along one axis, any shape, 0 being the first pixel's center
   * @param <T> the floating type
   * @return the taps, each of the shape of {@code x}
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
    if (!names().contains(name)) {
      throw new IllegalArgumentException(
          "kernel: expected one of %s but got '%s'".formatted(names(), name));
    }
    return BILINEAR;
  }

  /**
   * The names of the kernels that come with the toolkit.
   *
   * @return the names
   */
  static List<String> names() {
    return List.of(BILINEAR.name());
  }
}
