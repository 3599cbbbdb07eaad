package org.stnjava.models.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class FrontViewTest {

  @Test
  void leavesImagesAsTheyAre() {
    FrontView view = new FrontView(Shape.of(2, 3));
    float[] numbers = new float[12];

    assertThat(view.height()).isEqualTo(2);
    assertThat(view.width()).isEqualTo(3);
    assertThat(view.grid(numbers)).isSameAs(numbers);
    assertThat(view.picture(numbers, 2)).isSameAs(numbers);
  }

  @Test
  void takesTheMiddleSliceOfAVolumesGridWithoutItsDepth() {
    FrontView view = new FrontView(Shape.of(3, 1, 2));
    float[] grid = new float[2 * 3 * 2 * 3];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = i;
    }

    // Of each output's 18 numbers the middle slice has those from 6 to 11.
    assertThat(view.grid(grid)).containsExactly(6, 7, 9, 10, 24, 25, 27, 28);
  }

  @Test
  void showsTheBrightestOfAVolumeAlongItsDepth() {
    FrontView view = new FrontView(Shape.of(2, 1, 2));
    float[] v = {
      1, 2, 3, 4, /**/ 5, 0, -1, 9, /* the second */ -1, -2, -3, -4, /**/ -2, -1, -4, -3
    };

    assertThat(view.picture(v, 2)).containsExactly(5, 2, 3, 9, -1, -1, -3, -3);
  }

  @Test
  void isOfImagesAndVolumesOnly() {
    assertThatThrownBy(() -> new FrontView(Shape.of(3)))
        .hasMessage("size: expected [H', W'] or [D', H', W'] but got [3]");
  }
}
