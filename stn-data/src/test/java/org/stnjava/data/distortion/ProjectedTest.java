package org.stnjava.data.distortion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Dots;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.scene.Range;
import org.stnjava.data.scene.SourceImage;
import org.stnjava.data.set.LabeledImages;

class ProjectedTest {

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void mapsTheUnitSquareOntoItsCorners(long seed) {
    Homography.Quadrilateral corners =
        Homography.Quadrilateral.centered(40, 56, 0.8).jittered(4, Seeds.generator(seed));

    Homography onto = Homography.fromUnitSquare(corners);
    Homography back = onto.inverse();

    double[][] square = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
    for (int i = 0; i < 4; i++) {
      double u = square[i][0];
      double v = square[i][1];
      assertThat(onto.x(u, v) / onto.w(u, v)).isCloseTo(corners.x()[i], within(1e-9));
      assertThat(onto.y(u, v) / onto.w(u, v)).isCloseTo(corners.y()[i], within(1e-9));
      double w = back.w(corners.x()[i], corners.y()[i]);
      assertThat(w).isPositive();
      assertThat(back.x(corners.x()[i], corners.y()[i]) / w).isCloseTo(u, within(1e-9));
      assertThat(back.y(corners.x()[i], corners.y()[i]) / w).isCloseTo(v, within(1e-9));
    }
  }

  @Test
  void onlyScalesWithoutADeviation() {
    LabeledImages source = Dots.noise(1, 20, 26, Seeds.generator(4));
    Canvas scaled = Canvas.of(20, 26);
    SourceImage.of(source, 0).place(new Placement(0, 0.8, 13, 10), scaled);

    Dots.Result result =
        Dots.Result.of(new Projected(new Range(0.8, 0.8), 0), source, Seeds.generator(1));

    assertThat(result.placement().scale()).isEqualTo(0.8);
    assertThat(result.placement().centerX()).isCloseTo(13, within(1e-9));
    assertThat(result.placement().centerY()).isCloseTo(10, within(1e-9));
    for (int i = 0; i < 20 * 26; i++) {
      // One gray level, for the two ways round differently.
      assertThat(result.canvas().pixels()[i] & 0xff)
          .isCloseTo(scaled.pixels()[i] & 0xff, within(1));
    }
  }

  @Test
  void putsTheMiddleWhereThePlacementSays() {
    RandomGenerator random = Seeds.generator(2);
    LabeledImages source = Dots.at(36, 44, 0, 0);

    for (int i = 0; i < 300; i++) {
      Dots.Result result = Dots.Result.of(Projected.paper(), source, random);

      // A dot of two pixels is itself pulled out of shape.
      assertThat(result.dotX()).isCloseTo(0, within(0.5));
      assertThat(result.dotY()).isCloseTo(0, within(0.5));
    }
  }

  @Test
  void drawsItsWholeRange() {
    RandomGenerator random = Seeds.generator(3);
    LabeledImages source = Dots.at(28, 34, 0, 0);
    List<Placement> placements = new ArrayList<>();

    for (int i = 0; i < 1000; i++) {
      placements.add(Dots.Result.of(Projected.paper(), source, random).placement());
    }

    assertThat(placements)
        .extracting(Placement::scale)
        .allMatch(s -> s >= 0.75 && s <= 1)
        .anyMatch(s -> s < 0.755)
        .anyMatch(s -> s > 0.995);
    // The middle is where the diagonals meet, and each moves sideways by 5 pixels over the root of
    // 2.
    assertThat(deviation(placements.stream().mapToDouble(p -> p.centerX() - 17).toArray()))
        .isBetween(3.0, 4.6);
    assertThat(deviation(placements.stream().mapToDouble(p -> p.centerY() - 14).toArray()))
        .isBetween(3.0, 4.6);
  }

  @ParameterizedTest(name = "deviation {0}")
  @ValueSource(doubles = {5, 30, 300})
  void staysSafelyConvexWhateverTheDeviation(double deviation) {
    RandomGenerator random = Seeds.generator(5);
    Projected projected = new Projected(new Range(0.75, 1), deviation);
    double still = Homography.Quadrilateral.centered(20, 27, 0.9).leastTurn();

    for (int i = 0; i < 300; i++) {
      Homography.Quadrilateral corners = projected.corners(0.9, random, Canvas.of(20, 27));

      assertThat(corners.leastTurn()).isGreaterThanOrEqualTo(0.1 * still);
    }
  }

  @Test
  void knowsConvexQuadrilaterals() {
    double[] x = {0, 6, 6, 0};
    double[] y = {0, 0, 4, 4};

    assertThat(new Homography.Quadrilateral(x, y).leastTurn()).isEqualTo(24);
    assertThat(
            new Homography.Quadrilateral(new double[] {0, 6, 1, 0}, new double[] {0, 0, 1, 4})
                .leastTurn())
        .isNegative();
    assertThat(new Homography.Quadrilateral(new double[] {6, 0, 0, 6}, y).leastTurn())
        .isEqualTo(-24);
  }

  private static double deviation(double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares / values.length);
  }
}
