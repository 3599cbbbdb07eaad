package org.stnjava.ops.sample;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/** Images in half precision at points in single precision. */
class HalfPrecisionTest {

  /** Of the numeric contract: bfloat16 has 8 bits. */
  private static final Tolerance HALF = new Tolerance(8e-3, 8e-3);

  /** Wide, so that a coordinate in half precision would miss its pixel. */
  private static final Value IMAGE = Value.random(1, 0, 1, 1, 3, 900, 2);

  private static final Value GRID = Value.random(2, -1.02, 1.02, 1, 5, 40, 2);

  private static final Value WEIGHTS = Value.random(3, 0, 1, 1, 5, 40, 2);

  static Stream<Class<? extends TFloating>> types() {
    return Stream.of(TFloat16.class, TBfloat16.class);
  }

  /** Rounds the image to a type and samples it there. */
  private static <H extends TFloating> Evaluation<TFloat32> halves(Class<H> type) {
    return new Evaluation<>(
        TFloat32.class,
        (tf, in) ->
            tf.dtypes.cast(
                Sampler.bilinear().sample(tf, tf.dtypes.cast(in.get(0), type), in.get(1)),
                TFloat32.class));
  }

  private static Evaluation<TFloat32> singles() {
    return new Evaluation<>(
        TFloat32.class, (tf, in) -> Sampler.bilinear().sample(tf, in.get(0), in.get(1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void outputIsNearThatOfSinglePrecision(Class<? extends TFloating> type) {
    halves(type).inGraph(IMAGE, GRID).mustEqual(singles().inGraph(IMAGE, GRID), HALF);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void gradientOfTheImageIsNearThatOfSinglePrecision(Class<? extends TFloating> type) {
    halves(type)
        .gradient(0, WEIGHTS, IMAGE, GRID)
        .mustEqual(singles().gradient(0, WEIGHTS, IMAGE, GRID), HALF);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void gradientOfTheGridIsNearThatOfSinglePrecision(Class<? extends TFloating> type) {
    Value expected = singles().gradient(1, WEIGHTS, IMAGE, GRID);

    // 900 pixels make 450 a normalized unit, and differences of pixels lose what pixels lose.
    halves(type)
        .gradient(1, WEIGHTS, IMAGE, GRID)
        .mustEqual(expected, new Tolerance(450 * 8e-3, 8e-3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void gradientsOfManyPointsAreNotLostInTheSum(Class<? extends TFloating> type) {
    Value pixel = Value.random(4, 0, 1, 1, 1, 1, 1);
    Value middle = Value.random(5, 0, 0, 1, 80, 75, 2);
    Value ones = Value.random(6, 1, 1, 1, 80, 75, 1);

    Value du = halves(type).gradient(0, ones, pixel, middle);

    // Adding 1 to 256 gives 256 in bfloat16, and to 2048 in float16.
    du.mustEqual(Value.of(new double[] {6000}, 1, 1, 1, 1), HALF);
  }
}
