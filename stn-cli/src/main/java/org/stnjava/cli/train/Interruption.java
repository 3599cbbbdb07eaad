package org.stnjava.cli.train;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Answers whether Ctrl-C or a signal has asked the program to end, and holds the end off until the
 * work at hand is brought to safety.
 *
 * <p><b>To be closed</b> when it is; the process then ends with the code that the shell expects,
 * 128 and the signal's number.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {

  /** Beyond what a step and an evaluation take; most systems lose patience earlier. */
  private static final int SECONDS_TO_FINISH = 120;

  private final PrintWriter err;
  private final CountDownLatch safe = new CountDownLatch(1);
  private final Thread hook = new Thread(this::hold, "stn-interruption");
  private volatile boolean asked;

  private Interruption(PrintWriter err) {
    this.err = err;
  }

  /** Starts listening; prints a line to {@code err} when the end is requested. */
  static Interruption listen(PrintWriter err) {
    Interruption interruption = new Interruption(err);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  @Override
  public boolean getAsBoolean() {
    return asked;
  }

  @Override
  public void close() {
    safe.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The end is near, and no longer held off.
    }
  }

  /** Runs when the process is about to end. */
  void hold() {
    asked = true;
    err.printf("%nstopping after this step%n");
    try {
      if (!safe.await(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
        err.println("gave up waiting; what came since the last checkpoint is lost");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
