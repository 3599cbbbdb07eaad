package org.stnjava.train.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.stnjava.train.report.GallerySample.TransformerOutput;

class OutlineViewTest {
  private static final ReportImage INPUT = new ReportImage(10, 40, new float[400]);

  private static TransformerOutput output(float... outline) {
    return new TransformerOutput("stn", outline, new ReportImage(1, 1, new float[1]));
  }

  @Test
  void putsMinusOneAndOneOnTheOuterEdges() {
    TransformerOutput whole = output(-1, -1, 1, -1, 1, 1, -1, 1);

    assertThat(OutlineView.of(whole, INPUT, 2))
        .contains(new OutlineView(2, "0,0 40,0 40,10 0,10", "0", "0"));
  }

  @Test
  void marksTheFirstPoint() {
    TransformerOutput turned = output(0.5f, -0.25f, 0.5f, 0.5f, -0.5f, 0.5f);

    OutlineView view = OutlineView.of(turned, INPUT, 0).orElseThrow();

    assertThat(view.cornerX()).isEqualTo("30");
    assertThat(view.cornerY()).isEqualTo("3.75");
  }

  @Test
  void isNotDrawnIfAPointIsNotFinite() {
    assertThat(OutlineView.of(output(0, 0, 1, Float.NaN, 1, 1), INPUT, 0)).isEmpty();
    assertThat(OutlineView.of(output(0, 0, Float.NEGATIVE_INFINITY, 1, 1, 1), INPUT, 0)).isEmpty();
  }

  @Test
  void boundsPointsFarOutside() {
    OutlineView view = OutlineView.of(output(0, 0, 3e38f, 0, 0, -3e38f), INPUT, 0).orElseThrow();

    assertThat(view.points()).isEqualTo("20,5 420,5 20,-95");
  }

  @Test
  void tellsHowFarItLeavesThePicture() {
    assertThat(OutlineView.overhang(output(0, 0, 1, 0.5f, -1, 0))).isZero();
    assertThat(OutlineView.overhang(output(0, 0, 1, -1.5f, -1, 0))).isCloseTo(0.25, within(1e-9));
    assertThat(OutlineView.overhang(output(0, 0, 9, Float.NaN, -1, 0))).isZero();
  }

  @Test
  void isMadeOfPolygonsOfThreePointsOrMore() {
    assertThatThrownBy(() -> output(0, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("outline: expected (x, y) pairs of at least 3 points but got 4 values");
    assertThatThrownBy(() -> output(0, 0, 1, 1, 2, 2, 3))
        .hasMessage("outline: expected (x, y) pairs of at least 3 points but got 7 values");
  }
}
