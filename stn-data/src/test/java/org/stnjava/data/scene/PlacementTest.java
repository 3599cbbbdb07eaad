package org.stnjava.data.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.data.set.Numbered;

class PlacementTest {

  @Test
  void standsUprightInTheOriginalSize() {
    assertThat(Placement.upright(3, 4)).isEqualTo(new Placement(0, 1, 3, 4));
  }

  @Test
  void rejectsScalesAndNumbersThatCannotBe() {
    assertThatThrownBy(() -> new Placement(0, 0, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "placement: expected finite numbers and a scale above 0 but got angle 0.0, scale 0.0, center (1.0, 2.0)");
    assertThatThrownBy(() -> new Placement(0, 1, Double.NaN, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasABoxOfItsOwnSize() {
    LabeledImages source = Numbered.images(1, 2, 4);

    assertThat(new Placement(0.5, 3, 7, 8).box(source)).isEqualTo(new RotatedBox(7, 8, 12, 6, 0.5));
    assertThatThrownBy(() -> new RotatedBox(7, 8, 0, 6, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "box: expected finite values and sizes above 0 but got 6.0 x 0.0 at (7.0, 8.0), angle 0.5");
  }

  @Test
  void hasBoxesForEachImage() {
    LabeledImages two = Numbered.images(2, 2, 4);

    assertThatThrownBy(() -> new DistortedImages(two, List.of(List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("boxes: expected those of each of 2 images but got 1");
  }

  @Test
  void needsACanvasWithinItsArray() {
    assertThat(Canvas.of(2, 3).pixels()).hasSize(6);
    assertThatThrownBy(() -> new Canvas(2, 3, new byte[8], 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void doesNotOutgrowOneArray() {
    assertThatThrownBy(() -> new ImageSpec(200, 60, 3, 1, 10).allocate(60_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "images: expected less than 2 GiB in one array but 60000 of 200 x 60 with 3 channels need 2160000000 bytes");
  }
}
