package org.stnjava.bench.workload;

import com.google.common.base.Ascii;

/** How much of a computation is timed. */
public enum Pass {
  /** The output alone. */
  FORWARD,
  /** The output and the gradients; of a network, a whole training step. */
  BOTH;

  /** {@return the name in tables and files, {@code forward} or {@code both}} */
  public String label() {
    return Ascii.toLowerCase(name());
  }
}
