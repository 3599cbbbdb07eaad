package org.stnjava.cluster.steps;

import java.util.HashMap;
import java.util.Map;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.BatchStream;
import org.stnjava.data.batch.Batches;

/**
 * The shards of each step's images, <b>to be closed</b>.
 *
 * <p>Round {@code r} of shard {@code k} of K is batch {@code r·K + k} of one sequence: the shards
 * of round {@code r}, concatenated, are the batch that a single process trains on.
 */
final class BatchShards implements AutoCloseable {

  private final BatchStream all;
  private final int count;
  private final Map<Integer, BatchStream> streams = new HashMap<>();

  /**
   * Divides batches among shards.
   *
   * @param batches of the size of a shard in one round
   * @param count how many shards there are
   */
  BatchShards(Batches batches, int count) {
    all = BatchStream.of(batches);
    this.count = count;
  }

  /** Returns a batch; a thread prepares the next batches of the same shard. */
  Batch batch(int shard, long round) {
    long which = round * count + shard;
    BatchStream stream = streams.get(shard);
    if (stream == null || stream.step() != which) {
      if (stream != null) {
        stream.close();
      }
      stream = all.startingAt(which).every(count).prefetched();
      streams.put(shard, stream);
    }
    return stream.next();
  }

  @Override
  public void close() {
    streams.values().forEach(BatchStream::close);
  }
}
