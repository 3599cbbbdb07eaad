package org.stnjava.train.loop;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stnjava.data.batch.Batch;
import org.stnjava.models.classifier.ImageShape;
import org.tensorflow.Session;

/**
 * Runs of an update that are fed the same tensors each time, as long as batches are of one size,
 * <b>to be closed</b>.
 *
 * <p>A step of a small network is over in a few milliseconds, of which tensors made anew and names
 * looked up again would be a noticeable part. Nothing reads the tensors any more once a step has
 * ended.
 */
final class FeedBuffer implements AutoCloseable {

  private final Supplier<Session.Runner> updating;
  private final ImageShape input;
  private @Nullable StepFeed feed;
  private Session.@Nullable Runner runner;

  /**
   * A buffer that is still empty.
   *
   * @param updating makes a run that lacks nothing but what is fed
   * @param input the images
   */
  FeedBuffer(Supplier<Session.Runner> updating, ImageShape input) {
    this.updating = updating;
    this.input = input;
  }

  /** Fills in an update: what is returned runs it, until the next one is filled in. */
  Session.Runner fill(Batch batch, double learningRate, long number) {
    if (feed != null && runner != null && feed.fits(batch)) {
      feed.set(batch, learningRate, number);
      return runner;
    }
    close();
    feed = StepFeed.of(batch, input, learningRate, number);
    runner = feed.into(updating.get());
    return runner;
  }

  /** A run of its own of what was filled in last, of which options may be set. */
  Session.Runner again() {
    return Objects.requireNonNull(feed, "nothing filled in").into(updating.get());
  }

  @Override
  public void close() {
    if (feed != null) {
      feed.close();
      feed = null;
      runner = null;
    }
  }
}
