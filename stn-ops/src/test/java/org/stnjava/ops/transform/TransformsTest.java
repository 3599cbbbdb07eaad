package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class TransformsTest {

  @Test
  void listsTheNamesWhenThereIsNoneOfAName() {
    assertThatThrownBy(() -> Transforms.byName("afine"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "transform: expected one of [translation, rotation, attention, similarity, affine,"
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
}
