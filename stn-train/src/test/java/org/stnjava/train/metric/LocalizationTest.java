package org.stnjava.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stnjava.train.metric.Localization.Take;

class LocalizationTest {
  private static final Take NOTHING = new Take(Take.NOTHING, 0);

  private static Optional<Box> square(double left) {
    return Optional.of(new Box(left, 0, left + 10, 10));
  }

  private static Box object(double left) {
    return square(left).orElseThrow();
  }

  @Test
  void givesEachTransformerAnObjectOfItsOwn() {
    List<Take> takes =
        Localization.takes(List.of(square(1), square(0)), List.of(object(0), object(8)));

    assertThat(takes).extracting(Take::object).containsExactly(1, 0);
    assertThat(takes.get(1).iou()).isEqualTo(1);
    assertThat(takes.get(0).iou()).isEqualTo(30.0 / 170);
  }

  @Test
  void givesNothingToTransformersThatMeetNoObjectThatIsLeft() {
    assertThat(
            Localization.takes(
                List.of(square(0), square(1), square(50), Optional.empty()), List.of(object(0))))
        .containsExactly(new Take(0, 1), NOTHING, NOTHING, NOTHING);
    assertThat(Localization.takes(List.of(square(0)), List.of())).containsExactly(NOTHING);
  }

  @Test
  void countsSuccessesAboveOneHalfOnly() {
    Localization localization =
        new Localization(
            List.of(
                List.of(new Take(0, 0.5), new Take(1, 1)),
                List.of(new Take(1, 0.51), new Take(0, 0.75)),
                List.of(new Take(0, 0.8), NOTHING),
                List.of(new Take(0, 0.9), new Take(1, 0.25))));

    assertThat(localization.transformers()).isEqualTo(2);
    assertThat(localization.objects()).isEqualTo(2);
    assertThat(localization.success(0)).isEqualTo(0.75);
    assertThat(localization.success(1)).isEqualTo(0.5);
    assertThat(localization.wholeSuccess()).isEqualTo(0.25);
    assertThat(localization.meanIou(1)).isEqualTo(0.5);
    assertThat(localization.taking(0, 0)).isEqualTo(0.75);
    assertThat(localization.taking(1, Take.NOTHING)).isEqualTo(0.25);
    assertThat(localization.histogram(0)).containsExactly(0, 0, 0, 0, 1, 1, 0, 1, 1, 0);
    assertThat(localization.histogram(1)).containsExactly(1, 0, 1, 0, 0, 0, 0, 1, 0, 1);
  }

  @Test
  void rejectsImagesOfDifferentlyManyTransformers() {
    assertThatThrownBy(() -> new Localization(List.of(List.of(NOTHING, NOTHING), List.of(NOTHING))))
        .hasMessage("images: expected 2 transformers in each but got 1");
  }
}
