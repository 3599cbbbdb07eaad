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
    long perEpoch = (source.size() + batchSize - 1L) / batchSize;
    int from = Math.toIntExact(step % perEpoch * batchSize);
    return source.slice(from, Math.min(source.size(), from + batchSize));
  }
}
