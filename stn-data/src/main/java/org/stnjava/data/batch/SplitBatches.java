package org.stnjava.data.batch;

import java.util.OptionalLong;
import java.util.stream.IntStream;

/** The parts of other batches, in their order. */
record SplitBatches(Batches whole, int parts) implements Batches {

  SplitBatches {
    if (parts < 1 || whole.batchSize() % parts != 0) {
      throw uneven(whole.batchSize(), parts);
    }
  }

  private static IllegalArgumentException uneven(int size, int parts) {
    return new IllegalArgumentException(
        "batch: expected a multiple of %d examples, one for each part, but got %d"
            .formatted(parts, size));
  }

  @Override
  public Batch at(long step) {
    Batch batch = whole.at(step / parts);
    if (batch.size() % parts != 0) {
      throw uneven(batch.size(), parts);
    }
    int size = batch.size() / parts;
    int from = Math.toIntExact(step % parts) * size;
    return batch.take(IntStream.range(from, from + size).toArray());
  }

  @Override
  public int batchSize() {
    return whole.batchSize() / parts;
  }

  @Override
  public OptionalLong examples() {
    return whole.examples();
  }

  @Override
  public boolean isForwardOnly() {
    return whole.isForwardOnly();
  }

  @Override
  public double epochs(long steps) {
    return whole.epochs(steps) / parts;
  }
}
