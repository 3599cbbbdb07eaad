package org.stnjava.data.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.stnjava.data.random.RandomPermutation;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/**
 * The endless sequence of batches of a training run.
 *
 * <p>Every epoch goes once through all images, in an order of its own and with fresh distortions.
 * Batches are always full: where an epoch ends within a batch, the next epoch fills it up. Batch
 * {@code k} is a function of the source, the distortion, the batch size, the seed and {@code k}, so
 * that a training run resumes exactly from the number of its step:
 *
 * <pre>{@code
 * try (BatchStream batches = BatchStream.of(images, Distortions.byName("rts"), 256, seed).startingAt(step).prefetched()) {
 *   Batch batch = batches.next();
 * }
 * }</pre>
 *
 * <p>One thread may use a stream. <b>A prefetched stream must be closed</b>; closing another does
 * nothing.
 */
public final class BatchStream implements AutoCloseable {

  /** One is needed next; the others make up for the moments when other work has the cores. */
  private static final int AHEAD = 3;

  private final BatchPlan plan;
  private final int stride;
  private final @Nullable ExecutorService background;
  private final Deque<Future<Batch>> prepared = new ArrayDeque<>();
  private long step;

  private BatchStream(BatchPlan plan, long step, int stride, @Nullable ExecutorService background) {
    this.plan = plan;
    this.step = step;
    this.stride = stride;
    this.background = background;
  }

  /**
   * Makes a stream that starts at the first batch.
   *
   * @param source the images, at least one
   * @param scene draws each image anew each time
   * @param batchSize images a batch, at least 1; may exceed the number of images
   * @param seed decides every order and every distortion
   * @return a stream without a thread
   * @throws IllegalArgumentException if there is no image or the batch size is below 1
   */
  public static BatchStream of(LabeledImages source, Scene scene, int batchSize, long seed) {
    return new BatchStream(BatchPlan.of(source, scene, batchSize, seed), 0, 1, null);
  }

  /**
   * Returns a stream of the same batches from another step on.
   *
   * @param step the number of batches before its first one, from 0
   * @return a stream without a thread
   * @throws IllegalArgumentException if the step is below 0
   */
  public BatchStream startingAt(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("step: expected 0 or more but got " + step);
    }
    return new BatchStream(plan, step, stride, null);
  }

  /**
   * Returns a stream of every K-th of the same batches, beginning with the next one.
   *
   * <p>K streams that start at 0, …, K − 1 and take every K-th batch of n images share the batches
   * of K·n images out among them.
   *
   * @param batches how far the stream moves on with each batch, at least 1
   * @return a stream without a thread
   * @throws IllegalArgumentException if it would not move on
   */
  public BatchStream every(int batches) {
    if (batches < 1) {
      throw new IllegalArgumentException("batches: expected at least 1 but got " + batches);
    }
    return new BatchStream(plan, step, batches, null);
  }

  /**
   * Returns a stream of the same batches, from the same step, that prepares the next ones while
   * this one is used.
   *
   * @return a stream with one daemon thread, <b>to be closed</b>
   */
  public BatchStream prefetched() {
    return new BatchStream(
        plan, step, stride, Executors.newSingleThreadExecutor(BatchStream::daemon));
  }

  /**
   * Returns the number of batches taken so far, counted from the first of the training run.
   *
   * @return the argument of {@link #startingAt} for a stream that continues here
   */
  public long step() {
    return step;
  }

  /**
   * Returns the epoch that the next batch's first image belongs to.
   *
   * @return how many times all images were drawn before it, from 0
   */
  public long epoch() {
    return plan.epoch(step);
  }

  /**
   * Returns the next batch, in arrays of its own.
   *
   * @return a full batch
   * @throws IllegalStateException if the stream is prefetched and closed, or the thread was
   *     interrupted while waiting
   */
  public Batch next() {
    Batch batch = background == null ? plan.batch(step) : take(background);
    step += stride;
    return batch;
  }

  /** Ends the background thread, if there is one. */
  @Override
  public void close() {
    if (background != null) {
      background.shutdownNow();
    }
  }

  private Batch take(ExecutorService thread) {
    if (thread.isShutdown()) {
      throw new IllegalStateException("the stream of batches is closed");
    }
    for (long ahead = prepared.size(); ahead <= AHEAD; ahead++) {
      prepared.add(prepare(thread, step + ahead * stride));
    }
    Batch batch = await(prepared.element());
    prepared.remove();
    return batch;
  }

  private Future<Batch> prepare(ExecutorService thread, long which) {
    return thread.submit(() -> plan.batch(which));
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

  /** Each batch of a training run, as a function of the number of its step alone. */
  private record BatchPlan(
      LabeledImages source, Scene scene, ImageSpec layout, int batchSize, long seed) {

    /** Keeps the seeds of the orders apart from the seeds of the samples. */
    private static final long ORDER = -1;

    BatchPlan {
      if (source.size() == 0) {
        throw new IllegalArgumentException("source: expected at least 1 image but got none");
      }
      if (batchSize < 1) {
        throw new IllegalArgumentException("batchSize: expected at least 1 but got " + batchSize);
      }
    }

    static BatchPlan of(LabeledImages source, Scene scene, int batchSize, long seed) {
      return new BatchPlan(source, scene, scene.layout(source.spec()), batchSize, seed);
    }

    long epoch(long step) {
      return Math.multiplyExact(step, (long) batchSize) / source.size();
    }

    Batch batch(long step) {
      int each = layout.labels();
      byte[] images = layout.allocate(batchSize);
      int[] labels = new int[batchSize * each];
      for (int i = 0; i < batchSize; i++) {
        long sample = Math.multiplyExact(step, (long) batchSize) + i;
        long epoch = sample / source.size();
        RandomPermutation order =
            new RandomPermutation(source.size(), Seeds.mix(Seeds.mix(seed, ORDER), epoch));
        int index = order.at((int) (sample % source.size()));
        RandomGenerator random = Seeds.generator(Seeds.mix(Seeds.mix(seed, epoch), index));
        Canvas canvas = Canvas.of(layout, images, i);
        System.arraycopy(
            scene.draw(source, index, random, canvas).labels(), 0, labels, i * each, each);
      }
      return new Batch(layout.height(), layout.width(), images, labels, each);
    }
  }
}
