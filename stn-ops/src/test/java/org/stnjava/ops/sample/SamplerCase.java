package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Value;
import org.tensorflow.types.family.TFloating;

/**
 * One combination of kernel, padding, pixel convention and number of axes.
 *
 * @param sampler the settings
 * @param padding the padding's name
 * @param size pixels of the image, (H, W) or (D, H, W)
 * @param points points of the grid, likewise
 */
record SamplerCase(Sampler sampler, String padding, List<Integer> size, List<Integer> points) {

  static final int BATCH = 2;
  static final int CHANNELS = 2;

  /** Kinks and jumps lie on whole and half pixels; h of central differences is 1e-6. */
  private static final double MARGIN = 2e-3;

  /** All combinations; of bicubic for volumes, which PyTorch does not have, those that reflect. */
  static List<SamplerCase> all() {
    List<SamplerCase> cases = new ArrayList<>();
    for (String kernel : Kernel.names()) {
      for (String padding : List.of("zeros", "border", "reflection", "constant")) {
        for (PixelCoordinates coordinates : PixelCoordinates.values()) {
          Sampler sampler = new Sampler(Kernel.byName(kernel), named(padding), coordinates);
          cases.add(new SamplerCase(sampler, padding, List.of(4, 6), List.of(5, 3)));
          // Graphs of 64 reads a point take long to build.
          boolean slow = kernel.equals("bicubic") && !padding.equals("reflection");
          if (!slow) {
            cases.add(new SamplerCase(sampler, padding, List.of(3, 2, 4), List.of(2, 3, 2)));
          }
        }
      }
    }
    return cases;
  }

  /** Those that continue the image outside, so that a constant image is constant everywhere. */
  static Stream<SamplerCase> continued() {
    return all().stream().filter(c -> List.of("border", "reflection").contains(c.padding));
  }

  /** Those that have a value of their own outside. */
  static Stream<SamplerCase> filled() {
    return all().stream().filter(c -> List.of("zeros", "constant").contains(c.padding));
  }

  private static Padding named(String padding) {
    return padding.equals("constant") ? Padding.constant(0.3f, -0.7f) : Padding.byName(padding);
  }

  int dimensions() {
    return size.size();
  }

  <T extends TFloating> Evaluation<T> in(Class<T> type) {
    return new Evaluation<>(type, (tf, in) -> sampler.sample(tf, in.get(0), in.get(1)));
  }

  /** A random image. */
  Value image(long seed) {
    return Value.random(seed, -1, 1, imageShape());
  }

  long[] imageShape() {
    return shape(size, CHANNELS);
  }

  long[] outputShape() {
    return shape(points, CHANNELS);
  }

  long[] gridShape() {
    return shape(points, dimensions());
  }

  /** Points in and around the image, away from all kinks. */
  Value grid(long seed) {
    SplittableRandom random = new SplittableRandom(seed + 1000);
    long[] shape = gridShape();
    double[] data = new double[Math.toIntExact(LongStream.of(shape).reduce(1, (a, b) -> a * b))];
    for (int i = 0; i < data.length; i++) {
      int pixels = size.get(dimensions() - 1 - i % dimensions());
      do {
        data[i] = random.nextDouble(-2.2, 2.2);
      } while (distance(2 * pixel(data[i], pixels)) < 2 * MARGIN);
    }
    return Value.of(data, shape);
  }

  /** A normalized coordinate of this axis in pixels. */
  double pixel(double normalized, int pixels) {
    return sampler.coordinates() == PixelCoordinates.HALF_PIXEL
        ? ((normalized + 1) * pixels - 1) / 2
        : (normalized + 1) / 2 * (pixels - 1);
  }

  private static double distance(double x) {
    return Math.abs(x - Math.rint(x));
  }

  private static long[] shape(List<Integer> sizes, int last) {
    return LongStream.concat(
            LongStream.concat(LongStream.of(BATCH), sizes.stream().mapToLong(Integer::longValue)),
            LongStream.of(last))
        .toArray();
  }

  @Override
  public String toString() {
    return "%dd %s %s %s"
        .formatted(dimensions(), sampler.kernel().name(), padding, sampler.coordinates());
  }
}
