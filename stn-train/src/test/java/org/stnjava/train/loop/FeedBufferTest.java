package org.stnjava.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.train.data.Batch;

class FeedBufferTest {

  private static final ImageShape INPUT = new ImageShape(2, 3, 1);

  private static Batch batch(int size, int value) {
    byte[] pixels = new byte[size * 6];
    int[] labels = new int[size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (value + i);
    }
    for (int i = 0; i < size; i++) {
      labels[i] = value + i;
    }
    return new Batch(2, 3, pixels, labels);
  }

  @Test
  void fillsTheSameTensorsAnew() {
    try (FeedBuffer buffer = new FeedBuffer(INPUT)) {
      StepFeed first = buffer.fill(batch(2, 1), 0.5, 7);
      StepFeed second = buffer.fill(batch(2, 100), 0.25, 8);

      assertThat(second).isSameAs(first);
      assertThat(second.pixels().getByte(1, 1, 2, 0)).isEqualTo((byte) 111);
      assertThat(second.labels().getInt(1)).isEqualTo(101);
      assertThat(second.rate().getFloat()).isEqualTo(0.25f);
      assertThat(second.step().getLong()).isEqualTo(8);
    }
  }

  @Test
  void takesOthersForBatchesOfAnotherSize() {
    try (FeedBuffer buffer = new FeedBuffer(INPUT)) {
      buffer.fill(batch(2, 1), 0.5, 7);
      StepFeed larger = buffer.fill(batch(3, 5), 0.5, 8);

      assertThat(larger.labels().shape().get(0)).isEqualTo(3);
      assertThat(larger.pixels().getByte(2, 1, 2, 0)).isEqualTo((byte) 22);
    }
  }
}
