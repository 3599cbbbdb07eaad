package org.stnjava.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stnjava.train.report.GallerySample.LabelPrediction;

class DrawingAreaTest {
  private static GallerySample sample(int height, int width) {
    return new GallerySample(
        new ReportImage(height, width, new float[height * width]),
        List.of(new LabelPrediction(3, 3, 1)),
        0,
        List.of(),
        List.of());
  }

  @Test
  void putsTheSameMarginOnEverySide() {
    assertThat(DrawingArea.of(sample(20, 40), 0.25).viewBox()).isEqualTo("-10 -10 60 40");
  }

  @Test
  void showsNothingButThePictureWithoutAMargin() {
    DrawingArea area = DrawingArea.of(sample(20, 40), 0);

    assertThat(area.viewBox()).isEqualTo("0 0 40 20");
    assertThat(area.alt()).isEqualTo("Image of class 3");
  }

  @Test
  void isNarrowerForATallImageThanForAWideOne() {
    assertThat(DrawingArea.of(sample(20, 40), 0).shownWidth()).isEqualTo("156");
    assertThat(DrawingArea.of(sample(40, 20), 0).shownWidth()).isEqualTo("78");
  }
}
