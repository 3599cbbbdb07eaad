package org.stnjava.data.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.BatchStream;
import org.stnjava.data.batch.Batches;
import org.stnjava.data.batch.ImageBatch;
import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.scene.DistortedImages;
import org.stnjava.data.scene.Distortion;

class LabeledImagesTest {

  private final LabeledImages three = Numbered.images(3, 2, 4);

  @Test
  void countsImagesAndClasses() {
    assertThat(three.size()).isEqualTo(3);
    assertThat(three.classes()).isEqualTo(3);
    assertThat(new LabeledImages(2, 4, new byte[0], new int[0]).classes()).isZero();
  }

  @Test
  void copiesOneImage() {
    byte[] image = three.image(1);
    image[0] = 99;

    assertThat(image).hasSize(8);
    assertThat(three.image(1)[0]).isEqualTo((byte) 8);
  }

  @Test
  void copiesASlice() {
    LabeledImages slice = three.slice(1, 3);

    assertThat(slice.labels()).containsExactly(1, 2);
    assertThat(slice.image(0)).isEqualTo(three.image(1));
    assertThat(three.slice(2, 2).size()).isZero();
  }

  @Test
  void keepsTheLabelsOfAnImageTogether() {
    LabeledImages pairs = new LabeledImages(1, 2, 1, new byte[6], new int[] {4, 5, 6, 7, 8, 9}, 2);

    assertThat(pairs.size()).isEqualTo(3);
    assertThat(pairs.slice(1, 2).labels()).containsExactly(6, 7);
    assertThat(pairs.slice(1, 2).size()).isEqualTo(1);
    assertThat(pairs).isNotEqualTo(new LabeledImages(1, 1, new byte[6], pairs.labels()));
    assertThatThrownBy(() -> new LabeledImages(1, 2, 1, new byte[6], new int[6], 4))
        .hasMessage("labelsPerImage: expected at least 1 and a divisor of 6 labels but got 4");
  }

  @Test
  void handsOnEveryLabelOfAnImage() {
    LabeledImages pairs =
        new LabeledImages(
            1, 2, 1, new byte[] {0, 0, 1, 1, 2, 2}, new int[] {0, 10, 1, 11, 2, 12}, 2);
    Distortion none = Distortions.byName("none");

    Batch batch = BatchStream.of(Batches.of(pairs, none, 3, 7)).next();

    assertThat(batch.size()).isEqualTo(3);
    ImageBatch images = new ImageBatch(batch);
    assertThat(images.shape()).containsExactly(3, 1, 2, 1);
    for (int i = 0; i < 3; i++) {
      int first = images.images()[2 * i];
      assertThat(images.labels()).containsSequence(first, first + 10);
      assertThat(images.labels()[2 * i]).isEqualTo(first);
    }
    assertThat(DistortedImages.distortAll(pairs, none, 7).images()).isEqualTo(pairs);
  }

  @Test
  void comparesByContent() {
    assertThat(three)
        .isEqualTo(Numbered.images(3, 2, 4))
        .hasSameHashCodeAs(Numbered.images(3, 2, 4))
        .hasToString("LabeledImages[3 of 2 x 4]")
        .isNotEqualTo(Numbered.images(3, 4, 2));
  }

  @Test
  void rejectsAnotherNumberOfPixels() {
    assertThatThrownBy(() -> new LabeledImages(3, 5, new byte[29], new int[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pixels: expected 2 images of 3 x 5, that is 30 bytes, but got 29");
  }

  @Test
  void rejectsSizesWhoseProductWraps() {
    assertThatThrownBy(() -> new LabeledImages(1 << 16, 1 << 16, new byte[0], new int[1]))
        .hasMessage(
            "pixels: expected 1 images of 65536 x 65536, that is 4294967296 bytes, but got 0");
  }

  @Test
  void rejectsImagesWithoutPixels() {
    assertThatThrownBy(() -> new LabeledImages(0, 5, new byte[0], new int[2]))
        .hasMessage("images: expected at least 1 x 1 pixel but got 0 x 5");
  }

  @Test
  void rejectsNegativeLabels() {
    assertThatThrownBy(() -> new LabeledImages(1, 2, new byte[4], new int[] {0, -1}))
        .hasMessage("labels: expected 0 or more but got -1 at 1");
  }

  @Test
  void rejectsIndicesThatAreNotThere() {
    assertThatThrownBy(() -> three.image(3))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("index: expected 0 to 2 but got 3");
    assertThatThrownBy(() -> three.slice(1, 4))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("slice: expected a range within 0 to 3 but got 1 to 4");
  }
}
