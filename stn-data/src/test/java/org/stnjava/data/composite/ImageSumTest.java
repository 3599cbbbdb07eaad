package org.stnjava.data.composite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.stnjava.data.batch.BatchStream;
import org.stnjava.data.batch.Batches;
import org.stnjava.data.batch.ImageBatch;
import org.stnjava.data.distortion.RotatedScaledTranslated;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Annotation;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.DistortedImages;
import org.stnjava.data.scene.Range;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

class ImageSumTest {

  /** Only the place is random, so that what was drawn can be told from its brightness. */
  private static final ImageSum SUM =
      new ImageSum(new RotatedScaledTranslated(new Range(0, 0), new Range(1, 1), 9, 14));

  private static final int PIXELS = 9 * 14;

  /** Image i is filled with the gray 10 + i and has the label i. */
  private static LabeledImages grays(int count) {
    byte[] pixels = new byte[count * 4 * 6];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      Arrays.fill(pixels, i * 24, (i + 1) * 24, (byte) (10 + i));
      labels[i] = i;
    }
    return new LabeledImages(4, 6, pixels, labels);
  }

  private static int brightest(byte[] pixels, int channel) {
    int most = 0;
    for (int i = channel; i < pixels.length; i += 2) {
      most = Math.max(most, pixels[i]);
    }
    return most;
  }

  @Test
  void drawsOneImageAChannelAndAddsTheirLabelsUpWithSeed1() {
    LabeledImages source = grays(10);
    RandomGenerator random = Seeds.generator(1);
    boolean different = false;

    for (int i = 0; i < 100; i++) {
      byte[] pixels = new byte[2 * PIXELS];
      Annotation drawn = SUM.draw(source, i % 10, random, new Canvas(9, 14, 2, pixels, 0));
      int first = brightest(pixels, 0) - 10;
      int second = brightest(pixels, 1) - 10;

      assertThat(first).isEqualTo(i % 10);
      assertThat(drawn.labels()).containsExactly(first + second);
      different |= first != second;
    }

    assertThat(different).isTrue();
  }

  @Test
  void hasAClassForEachSum() {
    assertThat(SUM.layout(new ImageSpec(9, 14, 1, 1, 10)).classes()).isEqualTo(19);
    assertThat(SUM.layout(new ImageSpec(9, 14, 1, 1, 10)).channels()).isEqualTo(2);
  }

  @Test
  void placesBothOnTheirOwnWithSeed2() {
    byte[] pixels = new byte[2 * PIXELS];
    SUM.draw(grays(1), 0, Seeds.generator(2), new Canvas(9, 14, 2, pixels, 0));

    boolean sameEverywhere = true;
    for (int i = 0; i < PIXELS; i++) {
      sameEverywhere &= pixels[2 * i] == pixels[2 * i + 1];
    }
    assertThat(sameEverywhere).isFalse();
  }

  @Test
  void fillsBatchesAndTestSetsWithSeed3() {
    LabeledImages source = grays(10);

    try (BatchStream stream = BatchStream.of(Batches.of(source, SUM, 5, 3))) {
      ImageBatch batch = new ImageBatch(stream.next());
      assertThat(batch.images()).hasSize(5 * 2 * PIXELS);
      assertThat(batch.labels()).hasSize(5);
    }
    LabeledImages test = DistortedImages.distortAll(source, SUM, 3).images();
    assertThat(test.channels()).isEqualTo(2);
    for (int i = 0; i < test.size(); i++) {
      byte[] image = test.image(i);
      assertThat(test.labels()[i]).isEqualTo(brightest(image, 0) + brightest(image, 1) - 20);
    }
  }
}
