package org.stnjava.data.glyph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.set.Dataset;
import org.stnjava.data.set.LabeledImages;

class GlyphsTest {

  @Test
  void keepsItsImagesFromVersionToVersion() {
    Dataset glyphs = Glyphs.dataset(200, 100, 1);

    assertThat(glyphs.name()).isEqualTo("glyphs");
    assertThat(glyphs.checksum())
        .isEqualTo("4bd2ace9f3639f52ab132e2d893b8ec7f0f367c045e1edbd3bb8449fd473a825");
  }

  @Test
  void writesTwentyThousandAndFourThousandByDefault() {
    Dataset glyphs = Glyphs.dataset(1);

    assertThat(glyphs.train().size()).isEqualTo(20_000);
    assertThat(glyphs.test().size()).isEqualTo(4_000);
    assertThat(glyphs.train().slice(0, 200)).isEqualTo(Glyphs.dataset(200, 100, 1).train());
  }

  @Test
  void doesNotDependOnThreads() {
    LabeledImages everywhere = Glyphs.images(300, 3);
    ForkJoinPool one = new ForkJoinPool(1);

    LabeledImages alone = one.submit(() -> Glyphs.images(300, 3)).join();
    one.shutdown();

    assertThat(alone).isEqualTo(everywhere);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, -7})
  void writesEachDigitOnceInEveryTen(long seed) {
    int[] labels = Glyphs.images(200, seed).labels();

    for (int from = 0; from < 200; from += 10) {
      assertThat(Arrays.copyOfRange(labels, from, from + 10))
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
    assertThat(Arrays.copyOf(labels, 10)).isNotEqualTo(Arrays.copyOfRange(labels, 10, 20));
  }

  @Test
  void writesEveryImageAnew() {
    LabeledImages train = Glyphs.dataset(2000, 2000, 5).train();
    LabeledImages test = Glyphs.dataset(2000, 2000, 5).test();

    long distinct =
        IntStream.range(0, 4000)
            .mapToObj(i -> ByteBuffer.wrap(i < 2000 ? train.image(i) : test.image(i - 2000)))
            .collect(Collectors.toSet())
            .size();

    assertThat(distinct).isEqualTo(4000);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void framesDigitsAsMnistDoes(long seed) {
    LabeledImages images = Glyphs.images(1000, seed);

    for (int i = 0; i < images.size(); i++) {
      Frame frame = Frame.of(images.image(i));
      // The mass is moved by whole pixels; the soft edge and a pen pressed hard exceed the box of
      // 20 a little.
      assertThat(frame.middleX()).as("middle of %d", i).isBetween(13.4, 14.6);
      assertThat(frame.middleY()).as("middle of %d", i).isBetween(13.4, 14.6);
      assertThat(Math.max(frame.height(), frame.width())).as("size of %d", i).isBetween(17, 23);
    }
  }

  @Test
  void spreadsInkAsMnistDoes() {
    byte[] pixels = Glyphs.images(2000, 9).pixels();

    double mean =
        IntStream.range(0, pixels.length).map(i -> pixels[i] & 0xff).average().orElseThrow();

    // MNIST's training images have a mean of 33.3.
    assertThat(mean).isBetween(30.0, 37.0);
  }

  @Test
  void canBeReadButNotByRote() {
    LabeledImages known = Glyphs.images(1000, 1);
    LabeledImages asked = Glyphs.images(300, 2);

    long right =
        IntStream.range(0, 300)
            .filter(i -> nearest(known, asked.image(i)) == asked.labels()[i])
            .count();

    // The nearest of 1000 neighbors gets some, and only some, wrong.
    assertThat(right).isBetween(250L, 298L);
  }

  @Test
  void rejectsImpossibleCounts() {
    assertThatThrownBy(() -> Glyphs.images(-1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count: expected 0 to 2739137 glyphs but got -1");
    assertThatThrownBy(() -> Glyphs.images(3_000_000, 1))
        .hasMessage("count: expected 0 to 2739137 glyphs but got 3000000");
    assertThat(Glyphs.images(0, 1).size()).isZero();
  }

  private static int nearest(LabeledImages known, byte[] image) {
    int best = -1;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < known.size(); i++) {
      long distance = 0;
      for (int k = 0; k < image.length; k++) {
        int difference = (known.pixels()[known.offset(i) + k] & 0xff) - (image[k] & 0xff);
        distance += (long) difference * difference;
      }
      if (distance < least) {
        least = distance;
        best = known.labels()[i];
      }
    }
    return best;
  }

  /** Where the ink of an image is: its center of mass, and the size of what is clearly inked. */
  private record Frame(double middleX, double middleY, int height, int width) {

    static Frame of(byte[] image) {
      double mass = 0;
      double x = 0;
      double y = 0;
      int[] box = {Glyphs.SIZE, -1, Glyphs.SIZE, -1};
      for (int row = 0; row < Glyphs.SIZE; row++) {
        for (int column = 0; column < Glyphs.SIZE; column++) {
          int ink = image[row * Glyphs.SIZE + column] & 0xff;
          mass += ink;
          x += ink * (column + 0.5);
          y += ink * (row + 0.5);
          if (ink > 100) {
            box[0] = Math.min(box[0], row);
            box[1] = Math.max(box[1], row);
            box[2] = Math.min(box[2], column);
            box[3] = Math.max(box[3], column);
          }
        }
      }
      return new Frame(x / mass, y / mass, box[1] - box[0] + 1, box[3] - box[2] + 1);
    }
  }
}
