package org.stnjava.ops.grid;

import static org.stnjava.ops.coordinate.PixelCoordinates.ALIGN_CORNERS;
import static org.stnjava.ops.coordinate.PixelCoordinates.HALF_PIXEL;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.transform.Affine;
import org.stnjava.ops.transform.Affine3d;
import org.stnjava.ops.transform.Transform;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;

/**
 * The formula of the ONNX AffineGrid specification, on numbers that can be checked by hand; the
 * specification's own tests are the golden files {@code onnx-…}.
 */
class OnnxAffineGridTest {

  private static final double[] PLANE = {2, -.5, .25, 1, 4, -3};

  private static final double[] SPACE = {2, -.5, 1, .25, 1, 4, -2, -3, -1, .5, 8, 1.5};

  static Stream<Arguments> grids() {
    return Stream.of(
        Arguments.of(
            new TargetGrid(Shape.of(2, 4), HALF_PIXEL),
            new double[] {
              -1, -5.75, 0, -5.25, 1, -4.75, 2, -4.25, -1.5, -1.75, -.5, -1.25, .5, -.75, 1.5, -.25
            }),
        Arguments.of(
            new TargetGrid(Shape.of(2, 3), ALIGN_CORNERS),
            new double[] {-1.25, -8, .75, -7, 2.75, -6, -2.25, 0, -.25, 1, 1.75, 2}),
        Arguments.of(
            new TargetGrid(Shape.of(2, 1, 4), HALF_PIXEL),
            new double[] {
              -1.75, -2.75, -1.75, -.75, -2.25, -2.25, .25, -1.75, -2.75, 1.25, -1.25, -3.25, -.75,
              -4.75, 6.25, .25, -4.25, 5.75, 1.25, -3.75, 5.25, 2.25, -3.25, 4.75
            }),
        Arguments.of(
            new TargetGrid(Shape.of(2, 2, 3), ALIGN_CORNERS),
            new double[] {
              -2.25, -6, -6, -.25, -5, -7, 1.75, -4, -8, -3.25, 2, -5, -1.25, 3, -6, .75, 4, -7,
              -.25, -10, 10, 1.75, -9, 9, 3.75, -8, 8, -1.25, -2, 11, .75, -1, 10, 2.75, 0, 9
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("grids")
  void givesTheSpecifiedNumbers(TargetGrid target, double[] expected) {
    boolean plane = target.dimensions() == 2;
    Transform transform = plane ? new Affine() : new Affine3d();
    Value theta = plane ? Value.of(PLANE, 1, 2, 3) : Value.of(SPACE, 1, 3, 4);
    Shape shape = target.size().prepend(1).append(target.dimensions());

    new Evaluation<>(
            TFloat64.class,
            (tf, in) -> new GridGenerator(transform, target).generate(tf, in.get(0)))
        .inGraph(theta)
        .mustEqual(new Value(shape, expected), Tolerance.FLOAT64);
  }
}
