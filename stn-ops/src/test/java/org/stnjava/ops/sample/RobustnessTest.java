package org.stnjava.ops.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stnjava.testing.Value;
import org.tensorflow.types.TFloat32;

/**
 * Random grids of plain, huge, infinite and NaN coordinates.
 *
 * <p>An index outside the image fails the run: TensorFlow's gather checks it on the CPU.
 */
class RobustnessTest {

  private static final int BATCH = 50;

  @Test
  @Timeout(120)
  void survivesTwoThousandRandomGrids() {
    sampleRandomGrids(2_000, 1);
  }

  @Test
  @Tag("slow")
  @Timeout(1_800)
  void survivesAHundredThousandRandomGrids() {
    long start = System.nanoTime();

    sampleRandomGrids(100_000, 2);

    System.out.printf("100,000 grids in %s%n", Duration.ofNanos(System.nanoTime() - start));
  }

  /** The same number of grids for each combination, in batches. */
  private static void sampleRandomGrids(int grids, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SamplerCase> cases = SamplerCase.all();
    int batches = Math.max(1, grids / BATCH / cases.size() + 1);
    for (SamplerCase c : cases) {
      List<Sampled.Input> inputs = new ArrayList<>();
      for (int batch = 0; batch < batches; batch++) {
        inputs.add(input(c, random));
      }
      for (Sampled sampled : Sampled.all(TFloat32.class, c.sampler(), inputs, 0)) {
        // The sum of the absolute bicubic weights is below 1.6 an axis.
        assertThat(Arrays.stream(sampled.v().data()))
            .as(c.toString())
            .allMatch(x -> Math.abs(x) < 4.5);
        assertThat(Arrays.stream(sampled.du().data())).as(c.toString()).allMatch(Double::isFinite);
        assertThat(Arrays.stream(sampled.dgrid().data()))
            .as(c.toString())
            .allMatch(Double::isFinite);
      }
    }
  }

  private static Sampled.Input input(SamplerCase c, SplittableRandom random) {
    long[] image = of(c.imageShape());
    long[] grid = of(c.gridShape());
    long[] output = of(c.outputShape());
    Value points = Value.random(random.nextLong(), -1.5, 1.5, grid);
    for (int i = 0; i < points.data().length; i++) {
      points.data()[i] = strange(points.data()[i], random);
    }
    return new Sampled.Input(
        Value.random(random.nextLong(), -1, 1, image),
        points,
        Value.random(random.nextLong(), -1, 1, output));
  }

  private static double strange(double plain, SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> Double.NEGATIVE_INFINITY;
      case 3 -> plain * 2e38;
      case 4 -> plain * Math.pow(10, random.nextInt(38));
      case 5 -> Float.MIN_VALUE;
      default -> plain;
    };
  }

  private static long[] of(long[] shape) {
    long[] batched = shape.clone();
    batched[0] = BATCH;
    return batched;
  }
}
