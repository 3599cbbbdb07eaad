package org.stnjava.ops.transform;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.GradientCheck;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.types.TFloat64;

/** What every transform does that has an inverse in closed form. */
interface InvertibleContract extends TransformContract {

  @Override
  Invertible transform();

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#five")
  default void undoesItselfByItsInverseInEitherOrder(long seed) {
    TargetGrid target = new TargetGrid(size(), PixelCoordinates.HALF_PIXEL);
    Value theta = theta(seed, 2);
    Value points =
        new Evaluation<>(
                TFloat64.class,
                (tf, in) ->
                    tf.broadcastTo(
                        target.points(tf, TFloat64.class),
                        tf.constant(size().prepend(2).append(size().numDimensions()).asArray())))
            .inGraph();

    Value thereAndBack =
        new Evaluation<>(
                TFloat64.class,
                (tf, in) ->
                    transform()
                        .apply(
                            tf,
                            transform().invert(tf, in.get(0)),
                            transform().apply(tf, in.get(0), target)))
            .inGraph(theta);
    Value backAndThere =
        new Evaluation<>(
                TFloat64.class,
                (tf, in) ->
                    transform()
                        .apply(
                            tf,
                            in.get(0),
                            transform().apply(tf, transform().invert(tf, in.get(0)), target)))
            .inGraph(theta);

    thereAndBack.mustEqual(points, Tolerance.FLOAT64);
    backAndThere.mustEqual(points, Tolerance.FLOAT64);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#five")
  default void gradientOfTheInverseMatchesCentralDifferences(long seed) {
    GradientCheck.of(seed, 0, (tf, in) -> transform().invert(tf, in.get(0)), theta(seed, 2))
        .mustAgree();
  }
}
