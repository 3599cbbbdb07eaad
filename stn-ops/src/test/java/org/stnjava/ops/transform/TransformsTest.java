package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.ops.shape.Sizes;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Value;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class TransformsTest {

  @Test
  void listsTheNamesWhenThereIsNoneOfAName() {
    assertThatThrownBy(() -> Transforms.byName("afine"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "transform: expected one of [translation, window, rotation, attention, similarity, affine,"
                + " projective, tps, flow, velocity, affine3d, se2, sim2, aff2] but got 'afine'");
  }

  @Test
  void takesThePapersLatticeUnlessTold() {
    assertThat(Transforms.byName("tps")).isEqualTo(ThinPlateSpline.of(4));
  }

  @Test
  void refusesANameWhoseThetaMayHaveAnySize() {
    assertThatThrownBy(() -> Transforms.byName("flow"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "transform: expected one whose theta has a fixed size but got 'flow', whose theta is"
                + " [?, ?, 2]");
  }

  @Test
  void takesTheSizeFromTheta() {
    assertThat(Transforms.byName("tps", Shape.of(25, 2))).isEqualTo(ThinPlateSpline.of(5));
    assertThat(Transforms.byName("flow", Shape.of(3, 4, 2))).isEqualTo(new Flow(3, 4));
    assertThat(Transforms.byName("velocity", Shape.of(3, 4, 2))).isEqualTo(Velocity.of(3, 4));
    assertThat(Transforms.byName("affine", Shape.of(2, 3))).isEqualTo(new Affine());
    assertThat(Transforms.byName("affine3d", Shape.of(3, 4))).isEqualTo(new Affine3d());
  }

  @Test
  void refusesAThetaOfAnotherShape() {
    assertThatThrownBy(() -> Transforms.byName("affine", Shape.of(3, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("theta: expected [6] or [2, 3] for affine but got [3, 2]");
    assertThatThrownBy(() -> Transforms.byName("tps", Shape.of(15, 2)))
        .hasMessage(
            "theta: expected [K, 2] with K = k·k control points, 4, 9, 16 …, for tps but got [15,"
                + " 2]");
    assertThatThrownBy(() -> Transforms.byName("tps", Shape.of(1, 2)))
        .hasMessageEndingWith("but got [1, 2]");
  }

  static Stream<Transform> all() {
    return Transforms.names().stream()
        .map(
            name ->
                switch (name) {
                  case "flow" -> new Flow(3, 4);
                  case "velocity" -> Velocity.of(2, 3);
                  default -> Transforms.byName(name);
                });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void refusePointsOfAnotherNumberOfImages(Transform transform) {
    boolean plane = transform.outputSize().numDimensions() == 2;
    Shape points = plane ? Shape.of(3, 3, 4, 2) : Shape.of(3, 2, 3, 4, 3);
    Evaluation<TFloat32> evaluation =
        new Evaluation<>(TFloat32.class, (tf, in) -> transform.apply(tf, in.get(0), in.get(1)));

    assertThatThrownBy(
            () ->
                evaluation.inGraph(
                    Value.random(1, 0, 1, transform.thetaShape().prepend(2).asArray()),
                    Value.random(2, -1, 1, points.asArray())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "points: expected those of 2 images, as many as theta has, but got "
                + Sizes.text(points));
  }
}
