package org.stnjava.train.loop;

import java.util.Optional;
import org.stnjava.train.graph.GraphPlacement;
import org.stnjava.train.graph.TrainingGraph;

/** How the steps of a training run are computed: in this process, or in several. */
public interface Strategy {

  /**
   * Builds the graph that is evaluated and saved.
   *
   * @param job what is trained, and how
   * @return the graph with its weights at their initial values, <b>to be closed</b>
   */
  TrainingGraph graph(TrainingJob job);

  /**
   * Prepares the steps.
   *
   * @param job what is trained, and how
   * @param graph what {@link #graph} returned
   * @param done the number of steps done before
   * @return the steps, <b>to be closed</b> before the graph
   */
  StepRunner steps(TrainingJob job, TrainingGraph graph, int done);

  /**
   * Is called when a run has ended, before its graph is closed.
   *
   * @param failure why it ended before its last step; absent if it did not
   */
  default void ended(Optional<RuntimeException> failure) {}

  /**
   * Whether a run that ended so can go on from its last checkpoint with the same strategy.
   *
   * @param failure what ended it
   * @return whether to try
   */
  default boolean survives(RuntimeException failure) {
    return false;
  }

  /** {@return the strategy that computes everything in this process} */
  static Strategy local() {
    return new Strategy() {
      @Override
      public TrainingGraph graph(TrainingJob job) {
        return job.graph(GraphPlacement.LOCAL);
      }

      @Override
      public StepRunner steps(TrainingJob job, TrainingGraph graph, int done) {
        return new LocalStepRunner(graph, job.stream().startingAt(done).prefetched());
      }
    };
  }
}
