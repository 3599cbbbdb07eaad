package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

    assertThat(outline).hasSize(4 * 7 * 2).startsWith(-0.5f, -0.5f);
    assertThat(outline[2]).isCloseTo(15f / 7 - 0.5f, within(1e-5f));
    assertThat(outline[3]).isEqualTo(-0.5f);
    assertThat(new float[] {outline[14], outline[15]}).containsExactly(14.5f, -0.5f);
    assertThat(new float[] {outline[28], outline[29]}).containsExactly(14.5f, 3.5f);
    assertThat(new float[] {outline[42], outline[43]}).containsExactly(-0.5f, 3.5f);
  }

  @Test
  void isTurnedAsItsGridIs() {
    double angle = Math.toRadians(30);
    float[] grid = new float[6 * 9 * 2];
    for (int point = 0; point < grid.length / 2; point++) {
      double x = (2 * (point % 9) + 1) / 9.0 - 1;
      double y = (2 * (point / 9) + 1) / 6.0 - 1;
      grid[2 * point] = (float) (0.8 * (Math.cos(angle) * x - Math.sin(angle) * y) + 0.1);
      grid[2 * point + 1] = (float) (0.8 * (Math.sin(angle) * x + Math.cos(angle) * y) - 0.3);
    }

    assertThat(GridOutline.rotation(GridOutline.of(grid, 6, 9))).isCloseTo(30, within(1e-3));
  }
}
