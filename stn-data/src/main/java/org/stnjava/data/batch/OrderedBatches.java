package org.stnjava.data.batch;

import java.util.OptionalLong;

/** Examples in their order; the last batch of an epoch may be smaller. */
record OrderedBatches(Examples source, int batchSize) implements Batches {

  OrderedBatches {
    ShuffledBatches.require(source.size(), "examples", "example", batchSize);
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
