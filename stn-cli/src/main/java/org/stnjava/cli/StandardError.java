package org.stnjava.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;

/**
 * Standard error that native libraries cannot write to.
 *
 * <p>TensorFlow prints some notes to descriptor 2 at every log level. The launcher leaves a copy of
 * that descriptor open; Java writes to the copy, and descriptor 2 then goes nowhere, or to where a
 * {@link Launcher} that waits keeps it.
 */
final class StandardError {
  /** System property with the copy's number. */
  private static final String COPY = "stn.stderr";

  private StandardError() {}

  /** Keeps native libraries quiet if the launcher prepared it; gives the stream for messages. */
  static PrintStream detach() {
    Integer copy = Integer.getInteger(COPY);
    if (copy == null) {
      return System.err;
    }
    try {
      Constructor<FileDescriptor> descriptor =
          FileDescriptor.class.getDeclaredConstructor(int.class);
      descriptor.setAccessible(true);
      System.setErr(new PrintStream(new FileOutputStream(descriptor.newInstance(copy)), true));
      if (!Launcher.isWaiting()) {
        // The JDK does not leave descriptor 2 closed but connects it to the null device.
        new FileOutputStream(FileDescriptor.err).close();
      }
    } catch (ReflectiveOperationException | InaccessibleObjectException | IOException e) {
      return System.err;
    }
    return System.err;
  }
}
