package org.stnjava.ops.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.testing.Value;
import org.tensorflow.types.TFloat32;

/** Same inputs, same bits, whatever the threads and however often the graph is built. */
class DeterminismTest {

  static Stream<Sampler> samplers() {
    return Stream.of(
        portable(),
        portable().withPadding(Padding.reflection()),
        portable().withKernel(Kernel.BICUBIC).withPadding(Padding.constant(0.3f)),
        portable().withKernel(Kernel.BICUBIC).withPadding(Padding.border()),
        portable().withKernel(Kernel.NEAREST),
        Sampler.bilinear().withAntialiasing(Antialiasing.mipmap()),
        Sampler.bilinear().withKernel(Kernel.BICUBIC).withAntialiasing(Antialiasing.mipmap()),
        Sampler.bilinear().withAntialiasing(Antialiasing.multiSample(8, 1)));
  }

  private static Sampler portable() {
    return Sampler.bilinear().withExecution(Execution.PORTABLE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samplers")
  void threadsDoNotChangeABit(Sampler sampler) {
    // Many points read the same pixels, so that the order of sums would show.
    Sampled.Input input =
        new Sampled.Input(
            Value.random(1, -1, 1, 2, 37, 51, 5),
            Value.random(2, -1.2, 1.2, 2, 120, 90, 2),
            Value.random(3, -1, 1, 2, 120, 90, 5));

    Sampled alone = Sampled.all(TFloat32.class, sampler, List.of(input), 1).get(0);

    for (int threads : new int[] {2, 5}) {
      mustBeTheSame(Sampled.all(TFloat32.class, sampler, List.of(input), threads).get(0), alone);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samplers")
  void graphsBuiltAnewGiveTheSameBits(Sampler sampler) {
    Sampled.Input input =
        new Sampled.Input(
            Value.random(4, -1, 1, 1, 9, 7, 3),
            Value.random(5, -1.2, 1.2, 1, 40, 30, 2),
            Value.random(6, -1, 1, 1, 40, 30, 3));

    Sampled first = Sampled.of(TFloat32.class, sampler, input);

    for (int again = 0; again < 3; again++) {
      mustBeTheSame(Sampled.of(TFloat32.class, sampler, input), first);
    }
  }

  private static void mustBeTheSame(Sampled actual, Sampled expected) {
    assertThat(actual.v().data()).containsExactly(expected.v().data());
    assertThat(actual.du().data()).containsExactly(expected.du().data());
    assertThat(actual.dgrid().data()).containsExactly(expected.dgrid().data());
  }
}
