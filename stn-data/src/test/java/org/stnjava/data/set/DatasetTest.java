package org.stnjava.data.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatasetTest {

  @Test
  void keepsTheChecksumOfTheSameImages() {
    Dataset dataset = Dataset.of("numbers", Numbered.images(3, 2, 4), Numbered.images(2, 2, 4));

    // sha256sum of: (3, 2, 4, 0, 1, 2) and (2, 2, 4, 0, 1) as big-endian ints, each before its
    // pixels 0, 1, 2 …
    assertThat(dataset.checksum())
        .isEqualTo("36b1eb1f1128c59bcee8f227d8802274ca6012bf27dc3188d31d8b0d4cadd583");
  }

  @Test
  void tellsImagesOfSeveralLabelsFromMoreImagesOfOne() {
    LabeledImages pairs = new LabeledImages(1, 2, 1, new byte[4], new int[] {1, 2, 3, 4}, 2);
    LabeledImages others = new LabeledImages(1, 2, 1, new byte[4], new int[] {1, 2, 3, 5}, 2);
    LabeledImages single = new LabeledImages(1, 2, new byte[4], new int[] {1, 2});

    assertThat(Dataset.of("pairs", pairs, pairs).checksum())
        .isEqualTo(Dataset.of("again", pairs, pairs).checksum())
        .isNotEqualTo(Dataset.of("others", pairs, others).checksum());
    assertThatThrownBy(() -> Dataset.of("mixed", pairs, single))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mixed: expected 2 labels a test image, as in training, but got 1");
  }

  @Test
  void rejectsAnEmptyPart() {
    LabeledImages none = new LabeledImages(2, 4, new byte[0], new int[0]);

    assertThatThrownBy(() -> Dataset.of("numbers", none, Numbered.images(2, 2, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("numbers: expected images to train and to test on but got 0 and 2");
  }

  @Test
  void rejectsPartsOfDifferentSizes() {
    assertThatThrownBy(
            () -> Dataset.of("numbers", Numbered.images(3, 2, 4), Numbered.images(2, 4, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("numbers: expected test images of 2 x 4, as in training, but got 4 x 2");
  }
}
