package org.stnjava.ops.sample.loop;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A loop whose iterations are divided among the calling thread and the threads of a pool.
 *
 * <p>The calling thread computes the parts that no pool thread has taken, so the loop makes
 * progress however busy the pool is, and pool threads never wait.
 */
final class ParallelFor {

  static final String PROPERTY = "org.stnjava.threads";

  private static final ExecutorService POOL =
      Executors.newFixedThreadPool(Math.max(1, threads() - 1), ParallelFor::daemon);

  private ParallelFor() {}

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "stn-loops");
    thread.setDaemon(true);
    return thread;
  }

  /** The number of threads that compute at the same time, the calling one included. */
  static int threads() {
    return Math.max(1, Integer.getInteger(PROPERTY, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Computes all parts and returns when they are done.
   *
   * @param parts how many there are
   * @param part computes the part of an index; an exception that it throws is thrown here, too
   */
  static void run(int parts, IntConsumer part) {
    AtomicInteger next = new AtomicInteger();
    CountDownLatch left = new CountDownLatch(parts);
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Runnable work =
        () -> {
          for (int i = next.getAndIncrement(); i < parts; i = next.getAndIncrement()) {
            try {
              part.accept(i);
            } catch (RuntimeException | Error e) {
              failure.set(e);
            } finally {
              left.countDown();
            }
          }
        };
    for (int i = 1; i < parts; i++) {
      try {
        POOL.execute(work);
      } catch (OutOfMemoryError e) { // no thread: this one computes what is left
        break;
      }
    }
    work.run();
    await(left);
    Throwable cause = failure.get();
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause != null) {
      throw (RuntimeException) cause;
    }
  }

  /** Parts write to the output's memory until all are done, so an interrupt has to wait. */
  private static void await(CountDownLatch left) {
    boolean interrupted = false;
    while (left.getCount() > 0) {
      try {
        left.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
