package org.stnjava.cluster.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.glyph.Glyphs;
import org.stnjava.data.set.Dataset;
import org.stnjava.train.loop.TrainingSets;

class BatchShardsTest {

  /** Not a multiple of any batch: epochs end within shards. */
  private static final Dataset DIGITS = Glyphs.dataset(5, 1, 1);

  private static final TrainingSets SETS =
      new TrainingSets(DIGITS.train(), Distortions.byName("rts"), DIGITS.test());

  @ParameterizedTest(name = "{0} shards of {1} images, seed {2}")
  @CsvSource({"1, 12, 3", "2, 6, 3", "3, 4, 4", "4, 13, 5"})
  void areTogetherTheBatchOfOneProcess(int count, int images, long seed) {
    try (BatchShards shards = new BatchShards(SETS, count, images, seed)) {
      for (int round = 0; round < 9; round++) {
        Batch whole = SETS.batches(count * images, seed).startingAt(round).next();
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        IntStream.Builder labels = IntStream.builder();
        for (int shard = 0; shard < count; shard++) {
          Batch part = shards.batch(shard, round);
          pixels.writeBytes(part.images());
          IntStream.of(part.labels()).forEach(labels::add);
        }

        assertThat(pixels.toByteArray()).as("round %d", round).isEqualTo(whole.images());
        assertThat(labels.build().toArray()).isEqualTo(whole.labels());
      }
    }
  }

  @Test
  void areGivenAgainInAnyOrder() {
    try (BatchShards shards = new BatchShards(SETS, 2, 7, 1)) {
      byte[] third = shards.batch(1, 3).images();
      byte[] fourth = shards.batch(1, 4).images();

      assertThat(shards.batch(1, 3).images()).isEqualTo(third);
      assertThat(shards.batch(0, 9).images()).isNotEqualTo(third);
      assertThat(shards.batch(1, 4).images()).isEqualTo(fourth);
    }
  }
}
