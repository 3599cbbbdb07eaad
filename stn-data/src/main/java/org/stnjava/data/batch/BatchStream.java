package org.stnjava.data.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A position in {@link Batches}, from which one batch after the other is taken.
 *
 * <pre>{@code
 * try (BatchStream stream = BatchStream.of(batches).startingAt(step).prefetched()) {
 *   Batch batch = stream.next();
 * }
 * }</pre>
 *
 * <p>Not thread-safe. <b>A prefetched stream must be closed</b>; closing another does nothing.
 */
public final class BatchStream implements AutoCloseable {

  /** Make up for the moments when other work has the cores; one more for each thread. */
  private static final int SPARE = 2;

  /** More would take cores from the steps and memory for their batches. */
  private static final int MOST_THREADS = 8;

  private final Batches batches;
  private final int stride;
  private final int threads;
  private final @Nullable ExecutorService background;
  private final Deque<Future<Batch>> prepared = new ArrayDeque<>();
  private long step;
  private long waited;

  private BatchStream(Batches batches, long step, int stride, int threads) {
    this.batches = batches;
    this.step = step;
    this.stride = stride;
    this.threads = threads;
    background = threads == 0 ? null : Executors.newFixedThreadPool(threads, BatchStream::daemon);
  }

  /**
   * Makes a stream that stands before the first batch.
   *
   * @param batches what to take
   * @return a stream without a thread
   */
  public static BatchStream of(Batches batches) {
    return new BatchStream(batches, 0, 1, 0);
  }

  /**
   * Returns a stream of the same batches that stands elsewhere.
   *
   * @param step the number of batches that lie behind it, from 0
   * @return a stream without a thread
   * @throws IllegalArgumentException if the step is below 0
   */
  public BatchStream startingAt(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("step: expected 0 or more but got " + step);
    }
    return new BatchStream(batches, step, stride, 0);
  }

  /**
   * Returns a stream of every so many-th of the same batches, beginning with the next one.
   *
   * <p>K streams that start at 0, …, K − 1 and take every K-th batch of n images share the batches
   * of K·n images out among them.
   *
   * @param stride how far the stream moves on with each batch, at least 1
   * @return a stream without a thread
   * @throws IllegalArgumentException if it would not move on
   */
  public BatchStream every(int stride) {
    if (stride < 1) {
      throw new IllegalArgumentException("stride: expected at least 1 but got " + stride);
    }
    return new BatchStream(batches, step, stride, 0);
  }

  /**
   * Returns a stream of the same batches, from the same step, that prepares the next ones while
   * this one is used, in their order, on one daemon thread for every two cores, but at least one
   * and no more than {@value #MOST_THREADS}.
   *
   * @return a stream with threads of its own, <b>to be closed</b>
   */
  public BatchStream prefetched() {
    int most = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors() / 2);
    return prefetched(Math.max(1, most));
  }

  /**
   * Returns a stream of the same batches, from the same step, that prepares the next ones while
   * this one is used.
   *
   * @param threads how many batches are made at a time, at least 1; batches that can only be taken
   *     forward take one
   * @return a stream with threads of its own, <b>to be closed</b>
   * @throws IllegalArgumentException if there is no thread
   */
  public BatchStream prefetched(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: expected at least 1 but got " + threads);
    }
    return new BatchStream(batches, step, stride, batches.isForwardOnly() ? 1 : threads);
  }

  /**
   * Returns the number of batches taken so far, counted from the first of the training.
   *
   * @return what {@link #startingAt} takes to come back here
   */
  public long step() {
    return step;
  }

  /**
   * Returns the next batch, in arrays of its own.
   *
   * @return the batch
   * @throws IllegalStateException if the stream is prefetched and closed, or the thread was
   *     interrupted while waiting
   */
  public Batch next() {
    long begin = System.nanoTime();
    Batch batch = background == null ? batches.at(step) : take(background);
    waited += System.nanoTime() - begin;
    step += stride;
    return batch;
  }

  /**
   * Returns how long {@link #next} has taken so far: the time that steps waited for their batches.
   *
   * @return nanoseconds
   */
  public long waitedNanos() {
    return waited;
  }

  /** Ends the background threads, if there are any. */
  @Override
  public void close() {
    if (background != null) {
      background.shutdownNow();
    }
  }

  private Batch take(ExecutorService pool) {
    if (pool.isShutdown()) {
      throw new IllegalStateException("the stream of batches is closed");
    }
    for (long ahead = prepared.size(); ahead <= SPARE + threads; ahead++) {
      prepared.add(prepare(pool, step + ahead * stride));
    }
    Batch batch = await(prepared.element());
    prepared.remove();
    return batch;
  }

  private Future<Batch> prepare(ExecutorService pool, long which) {
    return pool.submit(() -> batches.at(which));
  }

  private static Batch await(Future<Batch> batch) {
    try {
      return batch.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a batch", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("a batch could not be prepared", e.getCause());
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "stn-batches");
    thread.setDaemon(true);
    return thread;
  }
}
