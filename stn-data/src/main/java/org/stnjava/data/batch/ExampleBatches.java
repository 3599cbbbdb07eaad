package org.stnjava.data.batch;

import java.util.OptionalLong;
import org.stnjava.data.random.RandomPermutation;
import org.stnjava.data.random.Seeds;

/** Batches of examples, in an order of its own for each epoch or in their given order. */
final class ExampleBatches {

  /** Keeps the seeds of the orders apart from the seeds of the samples. */
  private static final long ORDER = -1;

  private ExampleBatches() {}

  static void require(int size, String argument, String unit, int batchSize) {
    if (size == 0) {
      throw new IllegalArgumentException(
          "%s: expected at least 1 %s but got none".formatted(argument, unit));
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize: expected at least 1 but got " + batchSize);
    }
  }

  /** The example at a position of the endless sequence of epochs. */
  static int index(long sample, int size, long seed) {
    RandomPermutation order =
        new RandomPermutation(size, Seeds.mix(Seeds.mix(seed, ORDER), sample / size));
    return order.at((int) (sample % size));
  }

  /** Full batches in an order of its own for each epoch. */
  record Shuffled(Examples source, int batchSize, long seed) implements Batches {

    Shuffled {
      require(source.size(), "examples", "example", batchSize);
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

  /** Batches in the given order; the last one of an epoch may be smaller. */
  record Ordered(Examples source, int batchSize) implements Batches {

    Ordered {
      require(source.size(), "examples", "example", batchSize);
    }

    @Override
    public OptionalLong examples() {
      return OptionalLong.of(source.size());
    }

    @Override
    public Batch at(long step) {
      int from = Math.toIntExact(step % stepsPerEpoch() * batchSize);
      return source.slice(from, Math.min(source.size(), from + batchSize));
    }

    @Override
    public double epochs(long steps) {
      return (double) steps / stepsPerEpoch();
    }

    private long stepsPerEpoch() {
      return (source.size() + batchSize - 1L) / batchSize;
    }
  }
}
