package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class AffineTest implements InvertibleContract {

  private static final double[] THETA = {0.5, -0.25, 0.125, 2, 3, -1};

  @Override
  public Invertible transform() {
    return new Affine();
  }

  @Test
  void mapsEachPointByItsMatrix() {
    Value grid =
        new Evaluation<>(
                TFloat64.class,
                (tf, in) -> GridGenerator.of(transform(), 1, 2).generate(tf, in.get(0)))
            .inGraph(Value.of(THETA, 1, 6));

    // The two pixels lie at (-0.5, 0) and (0.5, 0).
    Value expected = Value.of(new double[] {-0.125, -2, 0.375, 0}, 1, 1, 2, 2);
    grid.mustEqual(expected, Tolerance.FLOAT64);
  }

  @Test
  void takesMatricesAsWellAsRows() {
    Evaluation<TFloat64> evaluation =
        new Evaluation<>(
            TFloat64.class,
            (tf, in) -> GridGenerator.of(transform(), 3, 2).generate(tf, in.get(0)));

    evaluation
        .inGraph(Value.of(THETA, 1, 2, 3))
        .mustEqual(evaluation.inGraph(Value.of(THETA, 1, 6)), Tolerance.EXACT);
  }

  @Test
  void refusesTransposedMatrices() {
    Evaluation<TFloat32> evaluation =
        new Evaluation<>(
            TFloat32.class,
            (tf, in) -> GridGenerator.of(transform(), 3, 2).generate(tf, in.get(0)));

    assertThatThrownBy(() -> evaluation.inGraph(Value.of(THETA, 1, 3, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            theta: expected [N, 2, 3] with {N=1}
                   but got [1, 3, 2]: axis 1 is 3, not 2""");
  }
}
