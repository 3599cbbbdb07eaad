package org.stnjava.cli;

import java.util.concurrent.CompletableFuture;

/**
 * The script that started the program, where it waits for its end.
 *
 * <p>It does for commands that run models of others: native code that fails may end the process,
 * and somebody has to say why.
 */
final class Launcher {
  /** System property that is set where it waits. */
  private static final String GUARDED = "stn.guarded";

  private static final int FAILED = 1;

  private Launcher() {}

  static boolean isWaiting() {
    return Boolean.getBoolean(GUARDED);
  }

  /** Ends the program when the script is ended: nobody would take its result. */
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
