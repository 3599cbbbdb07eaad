package org.stnjava.data.composite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.BatchStream;
import org.stnjava.data.batch.Batches;
import org.stnjava.data.batch.ImageBatch;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Annotation;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.DistortedImages;
import org.stnjava.data.scene.Range;
import org.stnjava.data.scene.RotatedBox;
import org.stnjava.data.set.LabeledImages;

class ScatteredTest {

  private static final int HEIGHT = 24;
  private static final int WIDTH = 40;
  private static final Scattered THREE = new Scattered(3, new Range(1, 1.5), 1, HEIGHT, WIDTH);

  /** Image i of 4 x 6 pixels is filled with the gray 10 + i and has the label i. */
  private static LabeledImages grays(int count) {
    byte[] pixels = new byte[count * 4 * 6];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      Arrays.fill(pixels, i * 24, (i + 1) * 24, (byte) (10 + i));
      labels[i] = i;
    }
    return new LabeledImages(4, 6, pixels, labels);
  }

  private static int at(Canvas canvas, RotatedBox box) {
    int row = (int) box.centerY();
    int column = (int) box.centerX();
    return canvas.pixels()[row * canvas.width() + column];
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void drawsEachWithItsLabelFromLeftToRight(long seed) {
    RandomGenerator random = Seeds.generator(seed);
    Canvas canvas = Canvas.of(HEIGHT, WIDTH);

    for (int index = 0; index < 10; index++) {
      Annotation drawn = THREE.draw(grays(10), index, random, canvas);

      assertThat(drawn.labels()).hasSize(3).contains(index);
      assertThat(drawn.boxes())
          .hasSize(3)
          .isSortedAccordingTo(Comparator.comparingDouble(RotatedBox::centerX));
      for (int i = 0; i < 3; i++) {
        assertThat(at(canvas, drawn.boxes().get(i))).isEqualTo(10 + drawn.labels()[i]);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keepsThemWithinTheCanvasAndApart(long seed) {
    RandomGenerator random = Seeds.generator(seed);

    for (int draw = 0; draw < 20; draw++) {
      List<RotatedBox> all = THREE.draw(grays(2), 0, random, Canvas.of(HEIGHT, WIDTH)).boxes();

      for (RotatedBox one : all) {
        assertThat(one.width()).isBetween(6.0, 9.0);
        assertThat(one.height()).isCloseTo(one.width() * 4 / 6, within(1e-12));
        assertThat(one.centerX()).isBetween(one.width() / 2, WIDTH - one.width() / 2);
        assertThat(one.centerY()).isBetween(one.height() / 2, HEIGHT - one.height() / 2);
        for (RotatedBox other : all.subList(all.indexOf(one) + 1, all.size())) {
          assertThat(
                  Math.abs(one.centerX() - other.centerX()) + 1e-9
                          >= (one.width() + other.width()) / 2
                      || Math.abs(one.centerY() - other.centerY()) + 1e-9
                          >= (one.height() + other.height()) / 2)
              .isTrue();
        }
      }
    }
  }

  @Test
  void clearsWhatWasThereWithSeed6() {
    Canvas canvas = Canvas.of(HEIGHT, WIDTH);
    Arrays.fill(canvas.pixels(), (byte) 99);

    THREE.draw(grays(1), 0, Seeds.generator(6), canvas);

    assertThat(canvas.pixels()).doesNotContain((byte) 99).contains((byte) 10, (byte) 0);
  }

  @Test
  void fillsBatchesAndTestSetsWithSeed7() {
    LabeledImages source = grays(10);

    try (BatchStream stream = BatchStream.of(Batches.of(source, THREE, 5, 7))) {
      Batch batch = stream.next();
      assertThat(new ImageBatch(batch).labels()).hasSize(15);
      assertThat(batch.target(Batch.LABELS).shape()).containsExactly(5, 3);
      assertThat(batch.size()).isEqualTo(5);
    }
    DistortedImages test = DistortedImages.distortAll(source, THREE, 7);
    assertThat(test.images().labelsPerImage()).isEqualTo(3);
    assertThat(test.boxes()).hasSize(10).allSatisfy(all -> assertThat(all).hasSize(3));
  }

  @Test
  void drawsFourDigitsWithoutOverlapWithSeed8() {
    Scattered four = Scattered.digits(4);
    LabeledImages digits = new LabeledImages(28, 28, new byte[28 * 28], new int[1]);
    RandomGenerator random = Seeds.generator(8);

    for (int draw = 0; draw < 200; draw++) {
      assertThat(four.draw(digits, 0, random, Canvas.of(60, 60)).boxes()).hasSize(4);
    }
  }

  @Test
  void refusesMoreThanFindRoom() {
    Scattered crowd = new Scattered(9, new Range(1, 1), 1, 8, 13);

    assertThatThrownBy(() -> crowd.draw(grays(1), 0, Seeds.generator(9), Canvas.of(8, 13)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("objects: expected as many as find room on 8 x 13 pixels but got 9");
    assertThatThrownBy(
            () ->
                new Scattered(1, new Range(2, 2), 1, 9, 11)
                    .draw(grays(1), 0, Seeds.generator(9), Canvas.of(9, 11)))
        .hasMessage("canvas: expected at least the images' 8.0 x 12.0 but got 9 x 11");
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> new Scattered(0, new Range(1, 1), 1, 9, 9))
        .hasMessage("objects: expected at least 1 but got 0");
    assertThatThrownBy(() -> new Scattered(1, new Range(1, 1), -0.5, 9, 9))
        .hasMessage("apart: expected 0 or more but got -0.5");
    assertThatThrownBy(() -> new Scattered(1, new Range(0, 1), 1, 9, 9))
        .hasMessage("scale: expected above 0 but got 0.0");
  }
}
