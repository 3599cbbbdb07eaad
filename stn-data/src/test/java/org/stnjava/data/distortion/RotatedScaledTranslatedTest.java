package org.stnjava.data.distortion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Dots;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.scene.Range;
import org.stnjava.data.set.LabeledImages;

class RotatedScaledTranslatedTest {

  private static final RotatedScaledTranslated WIDE =
      new RotatedScaledTranslated(new Range(-45, 45), new Range(0.7, 1.2), 40, 52);

  @Test
  void putsTheDotWhereThePlacementSays() {
    RandomGenerator random = Seeds.generator(2);
    LabeledImages source = Dots.at(22, 30, 4, -3);

    for (int i = 0; i < 500; i++) {
      Dots.Result result = Dots.Result.of(WIDE, source, random);

      Placement p = result.placement();
      double cos = p.scale() * Math.cos(p.angle());
      double sin = p.scale() * Math.sin(p.angle());
      assertThat(result.dotX()).isCloseTo(cos * 4 + sin * 3, within(0.15));
      assertThat(result.dotY()).isCloseTo(sin * 4 - cos * 3, within(0.15));
    }
  }

  @Test
  void drawsItsWholeRangesWithinTheCanvas() {
    RandomGenerator random = Seeds.generator(3);
    LabeledImages source = Dots.at(22, 30, 0, 0);
    List<Placement> placements = new ArrayList<>();

    for (int i = 0; i < 1000; i++) {
      placements.add(Dots.Result.of(WIDE, source, random).placement());
    }

    assertThat(placements)
        .extracting(p -> Math.toDegrees(p.angle()))
        .allMatch(a -> a >= -45 && a <= 45)
        .anyMatch(a -> a < -44)
        .anyMatch(a -> a > 44);
    assertThat(placements)
        .extracting(Placement::scale)
        .allMatch(s -> s >= 0.7 && s <= 1.2)
        .anyMatch(s -> s < 0.71)
        .anyMatch(s -> s > 1.19);
    assertThat(placements)
        .allMatch(
            p -> p.centerX() - 15 * p.scale() >= -1e-9 && p.centerX() + 15 * p.scale() <= 52 + 1e-9)
        .allMatch(
            p -> p.centerY() - 11 * p.scale() >= -1e-9 && p.centerY() + 11 * p.scale() <= 40 + 1e-9)
        .anyMatch(p -> p.centerX() < 14)
        .anyMatch(p -> p.centerX() > 38)
        .anyMatch(p -> p.centerY() < 10)
        .anyMatch(p -> p.centerY() > 30);
  }

  @Test
  void putsWhatIsLargerThanTheCanvasInItsMiddle() {
    LabeledImages source = Dots.at(60, 70, 0, 0);

    Dots.Result result = Dots.Result.of(WIDE, source, Seeds.generator(1));

    assertThat(result.placement().centerX()).isEqualTo(26);
    assertThat(result.placement().centerY()).isEqualTo(20);
  }
}
