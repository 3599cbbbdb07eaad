package org.stnjava.data.batch;

import java.util.random.RandomGenerator;
import org.stnjava.data.random.RandomPermutation;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/** Each batch of a training run, as a function of the number of its step alone. */
record BatchPlan(LabeledImages source, Scene scene, ImageSpec layout, int batchSize, long seed) {

  /** Keeps the seeds of the orders apart from the seeds of the samples. */
  private static final long ORDER = -1;

  BatchPlan {
    if (source.size() == 0) {
      throw new IllegalArgumentException("source: expected at least 1 image but got none");
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize: expected at least 1 but got " + batchSize);
    }
  }

  static BatchPlan of(LabeledImages source, Scene scene, int batchSize, long seed) {
    return new BatchPlan(source, scene, scene.layout(source.spec()), batchSize, seed);
  }

  long epoch(long step) {
    return Math.multiplyExact(step, (long) batchSize) / source.size();
  }

  Batch batch(long step) {
    int each = layout.labels();
    byte[] images = layout.allocate(batchSize);
    int[] labels = new int[batchSize * each];
    for (int i = 0; i < batchSize; i++) {
      long sample = Math.multiplyExact(step, (long) batchSize) + i;
      long epoch = sample / source.size();
      RandomPermutation order =
          new RandomPermutation(source.size(), Seeds.mix(Seeds.mix(seed, ORDER), epoch));
      int index = order.at((int) (sample % source.size()));
      RandomGenerator random = Seeds.generator(Seeds.mix(Seeds.mix(seed, epoch), index));
      Canvas canvas = Canvas.of(layout, images, i);
      System.arraycopy(
          scene.draw(source, index, random, canvas).labels(), 0, labels, i * each, each);
    }
    return new Batch(layout.height(), layout.width(), images, labels, each);
  }
}
