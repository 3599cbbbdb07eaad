package org.stnjava.bench.cost;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stnjava.bench.workload.Pass;
import org.stnjava.bench.workload.SamplerWorkload;
import org.stnjava.ops.interpolation.Kernel;
import org.tensorflow.ndarray.Shape;

/**
 * Samplers side by side that read the same images, each at places of its own.
 *
 * @param batch images
 * @param side their height and width, and those of what is sampled
 * @param channels of each image
 * @param transformers how many samplers
 */
public record Work(int batch, int side, int channels, int transformers) {

  /** What grows while the rest stays at 16 images of 64×64 pixels and 8 channels, sampled once. */
  public enum Axis {
    /** The images in a batch. */
    BATCH("images", 1, 4, 16, 64, 256),
    /** Their height and width. */
    SIDE("pixels a side", 16, 32, 64, 128, 256),
    /** Their channels. */
    CHANNELS("channels", 1, 4, 16, 64, 256),
    /** The transformers in parallel. */
    TRANSFORMERS("transformers", 1, 2, 4, 8);

    private final String title;
    private final ImmutableList<Integer> points;

    Axis(String title, Integer... points) {
      this.title = title;
      this.points = ImmutableList.copyOf(points);
    }

    /**
     * Finds an axis.
     *
     * @param name {@code batch}, {@code side}, {@code channels} or {@code transformers}
     * @return the axis
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Axis byName(String name) {
      return Stream.of(values())
          .filter(axis -> axis.label().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "only: expected some of %s but got '%s'"
                          .formatted(Stream.of(values()).map(Axis::label).toList(), name)));
    }

    /** {@return the name on the command line} */
    public String label() {
      return Ascii.toLowerCase(name());
    }

    /** {@return what the numbers count} */
    public String title() {
      return title;
    }

    /** {@return the numbers that are tried, growing} */
    public ImmutableList<Integer> points() {
      return points;
    }

    /**
     * The work at a point of the axis.
     *
     * @param value the number
     * @return the work
     */
    public Work at(int value) {
      return switch (this) {
        case BATCH -> new Work(value, 64, 8, 1);
        case SIDE -> new Work(16, value, 8, 1);
        case CHANNELS -> new Work(16, 64, value, 1);
        case TRANSFORMERS -> new Work(16, 64, 8, value);
      };
    }
  }

  /** {@return one sampler's part} */
  SamplerWorkload one() {
    return new SamplerWorkload(
        "work",
        Pass.BOTH,
        Shape.of(batch, side, side, channels),
        Shape.of(side, side),
        Kernel.BILINEAR);
  }

  /** {@return a number for each sampler, from 0} */
  IntStream samplers() {
    return IntStream.range(0, transformers);
  }
}
