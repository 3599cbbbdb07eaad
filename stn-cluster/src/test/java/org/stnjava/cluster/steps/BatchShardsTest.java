package org.stnjava.cluster.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.data.batch.Batches;
import org.stnjava.data.batch.ImageBatch;
import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.glyph.Glyphs;
import org.stnjava.data.set.Dataset;

class BatchShardsTest {

  /** Not a multiple of any batch: epochs end within shards. */
  private static final Dataset DIGITS = Glyphs.dataset(5, 1, 1);

  private static Batches batches(int images, long seed) {
    return Batches.of(DIGITS.train(), Distortions.byName("rts"), images, seed);
  }

  @ParameterizedTest(name = "{0} shards of {1} images, seed {2}")
  @CsvSource({"1, 12, 3", "2, 6, 3", "3, 4, 4", "4, 13, 5"})
  void areTogetherTheBatchOfOneProcess(int count, int images, long seed) {
    try (BatchShards shards = new BatchShards(batches(images, seed), count)) {
      for (int round = 0; round < 9; round++) {
        ImageBatch whole = new ImageBatch(batches(count * images, seed).at(round));
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        IntStream.Builder labels = IntStream.builder();
        for (int shard = 0; shard < count; shard++) {
          ImageBatch part = new ImageBatch(shards.batch(shard, round));
          pixels.writeBytes(part.images());
          IntStream.of(part.labels()).forEach(labels::add);
        }

        assertThat(pixels.toByteArray()).as("round %d", round).isEqualTo(whole.images());
        assertThat(labels.build().toArray()).isEqualTo(whole.labels());
      }
    }
  }

  private static byte[] images(BatchShards shards, int shard, long round) {
    return new ImageBatch(shards.batch(shard, round)).images();
  }

  @Test
  void areGivenAgainInAnyOrder() {
    try (BatchShards shards = new BatchShards(batches(7, 1), 2)) {
      byte[] third = images(shards, 1, 3);
      byte[] fourth = images(shards, 1, 4);

      assertThat(images(shards, 1, 3)).isEqualTo(third);
      assertThat(images(shards, 0, 9)).isNotEqualTo(third);
      assertThat(images(shards, 1, 4)).isEqualTo(fourth);
    }
  }
}
