package org.stnjava.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StageTest {
  private static AttendedSample sample(int height, int width) {
    return new AttendedSample(
        new Picture(height, width, new float[height * width]),
        List.of(new Said(3, 3, 1)),
        0,
        List.of(),
        List.of());
  }

  @Test
  void putsTheSameMarginOnEverySide() {
    assertThat(Stage.of(sample(20, 40), 0.25).viewBox()).isEqualTo("-10 -10 60 40");
  }

  @Test
  void showsNothingButThePictureWithoutAMargin() {
    Stage stage = Stage.of(sample(20, 40), 0);

    assertThat(stage.viewBox()).isEqualTo("0 0 40 20");
    assertThat(stage.alt()).isEqualTo("Image of class 3");
  }

  @Test
  void isNarrowerForATallImageThanForAWideOne() {
    assertThat(Stage.of(sample(20, 40), 0).shownWidth()).isEqualTo("156");
    assertThat(Stage.of(sample(40, 20), 0).shownWidth()).isEqualTo("78");
  }
}
