package org.stnjava.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportImageTest {

  @Test
  void showsTwoChannelsInTwoColors() {
    ReportImage picture = ReportImage.of(1, 2, new float[] {1, 0, 0.25f, 0.5f});

    assertThat(picture.channels()).isEqualTo(3);
    assertThat(picture.values()).containsExactly(1, 0, 0, 0.25f, 0.5f, 0.5f);
  }

  @Test
  void showsTheBrightestOfMoreThanThree() {
    ReportImage picture = ReportImage.of(2, 1, new float[] {0.5f, 0, 0.75f, 0, 0, 0, 0, -1});

    assertThat(picture.channels()).isEqualTo(1);
    assertThat(picture.values()).containsExactly(0.75f, 0);
  }

  @Test
  void showsGrayAndColorsAsTheyAre() {
    float[] color = {0.1f, 0.2f, 0.3f};

    assertThat(ReportImage.of(1, 1, color).values()).isSameAs(color);
    assertThat(ReportImage.of(3, 1, color).channels()).isEqualTo(1);
  }
}
