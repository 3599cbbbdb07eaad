package org.stnjava.cli;

import java.util.concurrent.CompletableFuture;

/**
 * The launcher script, if it waits for the end of the program.
 *
 * <p>It waits for commands that run models of other origin: native code that fails may end the
 * process, and the script then reports it.
 */
final class Launcher {
  /** System property that is set if the script waits. */
  private static final String GUARDED = "stn.guarded";

  private static final int FAILED = 1;

  private Launcher() {}

  static boolean isWaiting() {
    return Boolean.getBoolean(GUARDED);
  }

  /** Ends the program when the script ends, since its result would be lost. */
  static void follow() {
    if (isWaiting()) {
      ProcessHandle.current().parent().ifPresent(Launcher::endWith);
    }
  }

  private static void endWith(ProcessHandle script) {
    CompletableFuture<Void> unused =
        script.onExit().thenRun(() -> Runtime.getRuntime().halt(FAILED));
  }
}
