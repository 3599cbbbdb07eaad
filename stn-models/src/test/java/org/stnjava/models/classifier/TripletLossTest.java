package org.stnjava.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Value;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class TripletLossTest {

  private static double loss(float margin, Value cut, Value random) {
    return new Evaluation<>(
            TFloat32.class, (tf, in) -> new TripletLoss(margin).loss(tf, in.get(0), in.get(1)))
        .inGraphOfUnknownSizes(cut, random)
        .data()[0];
  }

  private static double distance(Value a, int rowOfA, Value b, int rowOfB, int size) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Math.pow(a.data()[rowOfA * size + i] - b.data()[rowOfB * size + i], 2);
    }
    return sum;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void isTheMeanOverAllPairsOfTwoImages(long seed) {
    Value cut = Value.random(seed, -1, 1, 4, 3);
    Value random = Value.random(seed + 9, -1, 1, 4, 3);
    double sum = 0;
    for (int n = 0; n < 4; n++) {
      for (int m = 0; m < 4; m++) {
        double hinge = distance(cut, n, cut, m, 3) - distance(cut, n, random, n, 3) + 0.5;
        sum += n == m ? 0 : Math.max(0, hinge);
      }
    }

    assertThat(loss(0.5f, cut, random)).isCloseTo(sum / 12, within(1e-6));
  }

  @Test
  void isNothingOnceWindowsAreAlikeAndUnlikeTheRest() {
    Value same = new Value(Shape.of(2, 2), new double[] {1, 0, 1, 0});
    Value other = new Value(Shape.of(2, 2), new double[] {0, 1, -1, 0});

    assertThat(loss(1, same, other)).isZero();
    assertThat(loss(3, same, other)).isCloseTo((3 - 2 + 0) / 2.0, within(1e-6));
    assertThat(loss(1, same, same)).isEqualTo(1);
  }

  @Test
  void drawsWindowsTogetherAndAwayFromTheRest() {
    Value cut = new Value(Shape.of(2, 2), new double[] {0.6, 0.8, 1, 0});
    Value random = new Value(Shape.of(2, 2), new double[] {0, 1, 0, 1});

    double[] gradient =
        new Evaluation<>(
                TFloat32.class, (tf, in) -> TripletLoss.paper().loss(tf, in.get(0), in.get(1)))
            .gradient(0, new Value(Shape.of(), new double[] {1}), cut, random)
            .data();

    // Against the gradient the first vector turns to (1, 0), away from (0, 1).
    assertThat(gradient[0]).isLessThan(0);
    assertThat(gradient[1]).isGreaterThan(0);
  }
}
