package org.stnjava.ops.sample;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the work of loops in Java with the threads that call them.
 *
 * <p>Whoever calls does every part that nobody else has begun, so that work gets done however busy
 * the others are; and those never wait for anybody.
 */
final class LoopThreads {

  private static final String PROPERTY = "org.stnjava.threads";

  private static final int COUNT =
      Math.max(1, Integer.getInteger(PROPERTY, Runtime.getRuntime().availableProcessors()));

  private static final ExecutorService OTHERS =
      Executors.newFixedThreadPool(Math.max(1, COUNT - 1), LoopThreads::daemon);

  private LoopThreads() {}

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "stn-loops");
    thread.setDaemon(true);
    return thread;
  }

  /** How many threads work at the same time. */
  static int count() {
    return COUNT;
  }

  /**
   * Does all parts of some work.
   *
   * @param parts how many there are
   * @param part does the one of a number
   */
  static void share(int parts, IntConsumer part) {
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
    for (int i = 1; i < parts && i < COUNT; i++) {
      OTHERS.execute(work);
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

  /** The output's memory is written to until all parts are done, so an interrupt has to wait. */
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
