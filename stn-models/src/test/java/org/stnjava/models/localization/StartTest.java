package org.stnjava.models.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.stnjava.ops.transform.Affine;
import org.stnjava.ops.transform.Attention;
import org.stnjava.ops.transform.Projective;
import org.stnjava.ops.transform.ThinPlateSpline;
import org.stnjava.ops.transform.Transform;
import org.stnjava.ops.transform.Transforms;
import org.stnjava.ops.transform.Translation;
import org.stnjava.ops.transform.Window;

class StartTest {

  private static float[] tile(Transform transform, int index, int transformers) {
    return Start.TILES.thetas(transform, transformers).get(index);
  }

  @Test
  void tilesAreTheHalvesForTwoTransformers() {
    assertThat(tile(new Affine(), 0, 2)).containsExactly(0.5f, 0, -0.5f, 0, 1, 0);
    assertThat(tile(new Affine(), 1, 2)).containsExactly(0.5f, 0, 0.5f, 0, 1, 0);
  }

  @Test
  void tilesAreTheQuartersForFourTransformers() {
    assertThat(tile(new Affine(), 1, 4)).containsExactly(0.5f, 0, 0.5f, 0, 0.5f, -0.5f);
    assertThat(tile(new Affine(), 2, 4)).containsExactly(0.5f, 0, -0.5f, 0, 0.5f, 0.5f);
  }

  @Test
  void tilesAreWindowsOfEachTransformsOwnKind() {
    assertThat(tile(new Projective(), 1, 2)).containsExactly(0.5f, 0, 0.5f, 0, 1, 0, 0, 0);
    assertThat(tile(new Attention(), 0, 4)).containsExactly(0.5f, -0.5f, -0.5f);
    assertThat(tile(new Attention(), 1, 2)).containsExactly(0.5f, 0.5f, 0);
    assertThat(tile(new Translation(), 3, 4)).containsExactly(0.5f, 0.5f);
    assertThat(tile(new Window(0.25), 1, 4)).containsExactly(0.5f, -0.5f);
  }

  @Test
  void tilesOfASplineHoldItsControlPoints() {
    ThinPlateSpline spline = new ThinPlateSpline(4, 3);
    float[] identity = spline.identityTheta();
    float[] left = tile(spline, 0, 2);

    for (int i = 0; i < identity.length; i += 2) {
      assertThat(left[i]).isEqualTo(identity[i] / 2 - 0.5f);
      assertThat(left[i + 1]).isEqualTo(identity[i + 1]);
    }
  }

  @Test
  void oneTransformerStartsAtTheWholeImage() {
    assertThat(tile(new Affine(), 0, 1)).isEqualTo(new Affine().identityTheta());
    assertThat(Start.IDENTITY.thetas(new Affine(), 3))
        .hasSize(3)
        .allSatisfy(theta -> assertThat(theta).isEqualTo(new Affine().identityTheta()));
  }

  @Test
  void someTransformsHaveNoTiles() {
    assertThatThrownBy(() -> Start.TILES.thetas(Transforms.byName("rotation"), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("start: expected identity for rotation, which has no tiles");
  }
}
