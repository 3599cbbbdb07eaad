package org.stnjava.data.batch;

import java.util.OptionalLong;
import org.stnjava.data.random.RandomPermutation;
import org.stnjava.data.random.Seeds;

/** Full batches of examples in an order of its own for each epoch. */
record ShuffledBatches(Examples source, int batchSize, long seed) implements Batches {

  /** Keeps the seeds of the orders apart from the seeds of the samples. */
  private static final long ORDER = -1;

  ShuffledBatches {
    require(source.size(), "examples", "example", batchSize);
  }

  static void require(int size, String argument, String unit, int batchSize) {
    if (size == 0) {
      throw new IllegalArgumentException(
          "%s: expected at least 1 %s but got none".formatted(argument, unit));
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize: expected at least 1 but got " + batchSize);
    }
  }

  /** The example that stands at a place of the endless sequence of epochs. */
  static int index(long sample, int size, long seed) {
    RandomPermutation order =
        new RandomPermutation(size, Seeds.mix(Seeds.mix(seed, ORDER), sample / size));
    return order.at((int) (sample % size));
  }

  @Override
  public OptionalLong examples() {
    return OptionalLong.of(source.size());
  }

  @Override
  public Batch at(long step) {
    long first = Math.multiplyExact(step, (long) batchSize);
    int[] rows = new int[batchSize];
    for (int i = 0; i < batchSize; i++) {
      rows[i] = index(first + i, source.size(), seed);
    }
    return source.take(rows);
  }
}
