package org.stnjava.data.batch;

import java.util.Iterator;
import java.util.OptionalLong;

/** Batches of an iterator, taken forward. */
final class IteratorBatches implements Batches {

  private final Iterator<Batch> iterator;
  private final int batchSize;
  private long next;

  IteratorBatches(Iterator<Batch> iterator, int batchSize) {
    ExampleBatches.require(1, "iterator", "batch", batchSize);
    this.iterator = iterator;
    this.batchSize = batchSize;
  }

  @Override
  public synchronized Batch at(long step) {
    if (step < next) {
      throw new IllegalStateException(
          "step: expected at least %d, as an iterator does not go back, but got %d"
              .formatted(next, step));
    }
    for (; next < step; next++) {
      next();
    }
    Batch batch = next();
    next++;
    return batch;
  }

  private Batch next() {
    if (!iterator.hasNext()) {
      throw new IllegalStateException(
          "batches: expected one for each step but the iterator ended after %d".formatted(next));
    }
    return iterator.next();
  }

  @Override
  public int batchSize() {
    return batchSize;
  }

  @Override
  public boolean isForwardOnly() {
    return true;
  }

  @Override
  public OptionalLong examples() {
    return OptionalLong.empty();
  }
}
