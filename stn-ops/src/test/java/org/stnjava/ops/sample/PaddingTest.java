package org.stnjava.ops.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stnjava.example.SmoothStep;
import org.stnjava.example.Wrap;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.GradientCheck;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** A padding of a user's own is one class. */
class PaddingTest {

  private static final Sampler WRAPPED = Sampler.bilinear().withPadding(new Wrap());

  @Test
  void ofAUserSaysWhatIsReadOutside() {
    Value row = Value.of(new double[] {1, 5, 2}, 1, 1, 3, 1);
    double[] pixels = {-1, -0.5, 0, 2.5, 3, 7, -30.5, Double.NaN, Double.POSITIVE_INFINITY};
    double[] grid = new double[2 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      grid[2 * i] = (2 * pixels[i] + 1) / 3 - 1;
    }

    Value v =
        new Evaluation<>(TFloat64.class, (tf, in) -> WRAPPED.sample(tf, in.get(0), in.get(1)))
            .inGraph(row, Value.of(grid, 1, 1, pixels.length, 2));

    v.mustEqual(
        Value.of(new double[] {2, 1.5, 1, 1.5, 1, 5, 1.5, 1, 1}, 1, 1, pixels.length, 1),
        Tolerance.FLOAT64);
  }

  @Test
  void ofAUserHasGradientsWithEveryKernel() {
    for (Kernel kernel : new Kernel[] {Kernel.BILINEAR, Kernel.BICUBIC, new SmoothStep()}) {
      Sampler sampler = WRAPPED.withKernel(kernel);
      for (int input : new int[] {0, 1}) {
        GradientCheck.of(
                31,
                input,
                (tf, in) -> sampler.sample(tf, in.get(0), in.get(1)),
                Value.random(32, -1, 1, 1, 4, 5, 2),
                Value.random(33, -2.5, 2.5, 1, 3, 2, 2))
            .mustAgree();
      }
    }
  }

  @ParameterizedTest(name = "{0}, seed 34")
  @EnumSource(value = Execution.class, names = "PORTABLE", mode = EnumSource.Mode.EXCLUDE)
  void ofAUserIsExecutedInEveryWay(Execution execution) {
    Sampled.Input input =
        new Sampled.Input(
            Value.random(34, -1, 1, 3, 11, 6, 3),
            Value.random(35, -2.5, 2.5, 3, 37, 35, 2),
            Value.random(36, -1, 1, 3, 37, 35, 3));

    Sampled fast = Sampled.of(TFloat32.class, WRAPPED.withExecution(execution), input);
    Sampled portable = Sampled.of(TFloat32.class, WRAPPED.withExecution(Execution.PORTABLE), input);

    FastSamplerContract.mustAgree(fast, portable);
    assertThat(fast.dgrid().data()).doesNotContain(0);
  }
}
