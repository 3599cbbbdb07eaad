package org.stnjava.train.loop;

import java.util.Optional;

/** Where a training is computed: in this process, or in several. */
public interface Engine {

  /**
   * Builds the graph that is evaluated and saved.
   *
   * @param trainer what is trained, and how
   * @return the graph with its weights at their first values, <b>to be closed</b>
   */
  TrainingGraph graph(Trainer trainer);

  /**
   * Gets ready to make steps.
   *
   * @param trainer what is trained, and how
   * @param graph what {@link #graph} made
   * @param sets the images
   * @param done how many steps lie behind
   * @return the steps, <b>to be closed</b> before the graph
   */
  Steps steps(Trainer trainer, TrainingGraph graph, TrainingSets sets, int done);

  /**
   * Told when a training has ended, before its graph is closed.
   *
   * @param failure why it ended before its last step; absent if it did not
   */
  default void ended(Optional<RuntimeException> failure) {}

  /**
   * Whether a training that ended so can go on from its last checkpoint, on the same engine.
   *
   * @param failure what ended it
   * @return whether to try
   */
  default boolean survives(RuntimeException failure) {
    return false;
  }

  /** {@return this process} */
  static Engine here() {
    return new Engine() {
      @Override
      public TrainingGraph graph(Trainer trainer) {
        return new TrainingGraph(trainer, Site.HERE);
      }

      @Override
      public Steps steps(Trainer trainer, TrainingGraph graph, TrainingSets sets, int done) {
        TrainConfig config = trainer.config();
        return new LocalSteps(
            graph, sets.batches(config.batch(), config.seed()).startingAt(done).prefetched());
      }
    };
  }
}
