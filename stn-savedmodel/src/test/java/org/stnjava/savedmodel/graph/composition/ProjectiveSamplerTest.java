package org.stnjava.savedmodel.graph.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.savedmodel.graph.composition.ProjectiveSampler.FillMode;
import org.stnjava.savedmodel.graph.composition.ProjectiveSampler.Interpolation;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.GradientCheck;
import org.stnjava.testing.Value;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;

class ProjectiveSamplerTest {

  private static final long[] IMAGES = {2, 5, 4, 2};
  private static final int[] SIZE = {3, 6};

  static Stream<Arguments> modesAndSeeds() {
    return Stream.of(FillMode.values())
        .flatMap(mode -> LongStream.range(0, 5).mapToObj(seed -> Arguments.of(mode, seed)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("modesAndSeeds")
  void theTransformsGradientMatchesCentralDifferences(FillMode mode, long seed) {
    GradientCheck check = check(mode, 1, seed, transforms(seed, 2));

    check.mustAgree();
    assertThat(Arrays.stream(check.autodiff().data()).map(Math::abs).max().orElse(0))
        .isGreaterThan(1e-2);
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("modesAndSeeds")
  void theGradientOfOneTransformForAllImagesMatchesCentralDifferences(FillMode mode, long seed) {
    check(mode, 1, seed, transforms(seed, 1)).mustAgree();
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("modesAndSeeds")
  void theImagesGradientMatchesCentralDifferences(FillMode mode, long seed) {
    check(mode, 0, seed, transforms(seed, 2)).mustAgree();
  }

  private static GradientCheck check(FillMode mode, int input, long seed, Value transforms) {
    ProjectiveSampler sampler = new ProjectiveSampler(Interpolation.BILINEAR, mode);
    Evaluation.Function<TFloat64> function =
        (tf, inputs) ->
            sampler.sample(
                tf,
                inputs.get(0),
                inputs.get(1),
                new ProjectiveSampler.Target(tf.constant(SIZE), tf.constant(0.7f)));
    return GradientCheck.of(seed, input, function, Value.random(seed, -1, 1, IMAGES), transforms);
  }

  /** Some of the points lie outside of the image on each side. */
  private static Value transforms(long seed, int count) {
    double[] mean = {1.3, 0.2, -1.7, -0.3, 2.1, -1.4, 0.02, -0.03};
    Random random = new Random(seed);
    double[] data = new double[count * mean.length];
    for (int i = 0; i < data.length; i++) {
      double spread = i % mean.length < 6 ? 0.4 : 0.01;
      data[i] = mean[i % mean.length] + spread * random.nextGaussian();
    }
    return new Value(Shape.of(count, mean.length), data);
  }
}
