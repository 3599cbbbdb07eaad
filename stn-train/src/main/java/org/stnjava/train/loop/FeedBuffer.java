package org.stnjava.train.loop;

import org.jspecify.annotations.Nullable;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.train.data.Batch;

/**
 * What is fed, in the same tensors for each update as long as batches are of one size, <b>to be
 * closed</b>.
 *
 * <p>A step of a small network is over in a few milliseconds, of which tensors made anew would be a
 * noticeable part. Nothing reads them any more once a step has ended.
 */
final class FeedBuffer implements AutoCloseable {

  private final ImageShape input;
  private @Nullable StepFeed feed;

  FeedBuffer(ImageShape input) {
    this.input = input;
  }

  /** Fills in an update; valid until the next one. */
  StepFeed fill(Batch batch, double learningRate, long number) {
    if (feed != null && feed.fits(batch)) {
      feed.set(batch, learningRate, number);
      return feed;
    }
    close();
    feed = StepFeed.of(batch, input, learningRate, number);
    return feed;
  }

  @Override
  public void close() {
    if (feed != null) {
      feed.close();
      feed = null;
    }
  }
}
