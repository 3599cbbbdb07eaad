package org.stnjava.train.experiment;

import java.util.List;

/**
 * A source of several experiments, found by {@link java.util.ServiceLoader}.
 *
 * <p>The experiments of the toolkit come from one. A single experiment needs none: it is listed as
 * an {@link Experiment} itself.
 */
@FunctionalInterface
public interface ExperimentProvider {

  /** {@return the experiments, in the order in which they are listed} */
  List<Experiment> experiments();
}
