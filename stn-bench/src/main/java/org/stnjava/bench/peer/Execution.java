package org.stnjava.bench.peer;

import java.util.Optional;
import org.stnjava.ops.sample.Sampler;

/** The ways in which the toolkit can run a sampler. */
public enum Execution {
  /** A graph of standard operations. */
  PORTABLE(Column.PORTABLE) {
    @Override
    public Optional<Sampler> of(Sampler sampler) {
      return Optional.of(sampler.withExecution(org.stnjava.ops.sample.Execution.PORTABLE));
    }
  },
  /** Compiled for the sizes at hand. */
  FAST(Column.FAST) {
    @Override
    public Optional<Sampler> of(Sampler sampler) {
      return Optional.of(sampler.withExecution(org.stnjava.ops.sample.Execution.COMPILED));
    }
  };

  private final Column column;

  Execution(Column column) {
    this.column = column;
  }

  /** {@return where its times stand} */
  public Column column() {
    return column;
  }

  /**
   * Chooses the way.
   *
   * @param sampler any sampler
   * @return the same sampler run in this way, if it can be
   */
  public abstract Optional<Sampler> of(Sampler sampler);
}
