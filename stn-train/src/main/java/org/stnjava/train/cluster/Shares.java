package org.stnjava.train.cluster;

import java.util.HashMap;
import java.util.Map;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.BatchStream;
import org.stnjava.train.loop.TrainingSets;

/**
 * The parts into which the images of each step are shared out, <b>to be closed</b>.
 *
 * <p>Batch {@code r} of share {@code k} of K is batch {@code r·K + k} of one sequence: the shares
 * of round {@code r}, one after the other, are a batch of all in one process.
 */
final class Shares implements AutoCloseable {

  private final BatchStream all;
  private final int count;
  private final Map<Integer, BatchStream> streams = new HashMap<>();

  /**
   * Shares images out.
   *
   * @param sets the images
   * @param count how many shares there are
   * @param batch images of a share in one round
   * @param seed decides every order and every distortion
   */
  Shares(TrainingSets sets, int count, int batch, long seed) {
    all = sets.batches(batch, seed);
    this.count = count;
  }

  /** A batch; the next ones of the same share are prepared meanwhile. */
  Batch batch(int share, long round) {
    long which = round * count + share;
    BatchStream stream = streams.get(share);
    if (stream == null || stream.step() != which) {
      if (stream != null) {
        stream.close();
      }
      stream = all.startingAt(which).every(count).prefetched();
      streams.put(share, stream);
    }
    return stream.next();
  }

  @Override
  public void close() {
    streams.values().forEach(BatchStream::close);
  }
}
