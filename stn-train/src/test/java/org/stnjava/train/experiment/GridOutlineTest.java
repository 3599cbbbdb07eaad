package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GridOutlineTest {

  @Test
  void goesClockwiseAroundTheGrid() {
    float[] grid = new float[4 * 15 * 2];
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 15; column++) {
        grid[(row * 15 + column) * 2] = column;
        grid[(row * 15 + column) * 2 + 1] = row;
      }
    }

    float[] outline = GridOutline.of(grid, 4, 15);

    assertThat(outline).hasSize(4 * 7 * 2).startsWith(0, 0, 2, 0, 4, 0);
    assertThat(outline[14]).isEqualTo(14);
    assertThat(outline[15]).isEqualTo(0);
    assertThat(outline[28]).isEqualTo(14);
    assertThat(outline[29]).isEqualTo(3);
    assertThat(outline[42]).isEqualTo(0);
    assertThat(outline[43]).isEqualTo(3);
  }
}
