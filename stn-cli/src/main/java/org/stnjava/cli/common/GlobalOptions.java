package org.stnjava.cli.common;

import java.util.Optional;

/** The options that every command inherits from the program. */
public interface GlobalOptions {

  /**
   * Returns the seed of everything random in a command.
   *
   * @return the value of {@code --seed}, if it was given
   */
  Optional<Long> seed();
}
