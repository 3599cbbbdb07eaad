package org.stnjava.train.checkpoint;

import java.nio.file.Path;
import java.util.Optional;
import org.stnjava.models.savedmodel.WeightSaver;

/**
 * Where and how often a training keeps its state, and where it begins.
 *
 * @param folder where to; absent to keep nothing
 * @param every after how many steps, beside each evaluation; 0 for evaluations only
 * @param start what to continue from; absent to begin anew
 */
public record Checkpoints(
    Optional<CheckpointFolder> folder, int every, Optional<Checkpoint> start) {

  /** Checks the number of steps. */
  public Checkpoints {
    if (every < 0) {
      throw new IllegalArgumentException(
          "checkpointEvery: expected at least 0 steps but got " + every);
    }
  }

  /** {@return a training from its beginning that keeps nothing} */
  public static Checkpoints none() {
    return new Checkpoints(Optional.empty(), 0, Optional.empty());
  }

  /**
   * A training from its beginning that keeps its state at each evaluation.
   *
   * @param folder where to; is made if need be
   * @return the checkpoints
   */
  public static Checkpoints in(Path folder) {
    return new Checkpoints(Optional.of(new CheckpointFolder(folder)), 0, Optional.empty());
  }

  /**
   * The same with another frequency.
   *
   * @param steps after how many, beside each evaluation; 0 for evaluations only
   * @return a copy
   * @throws IllegalArgumentException if it is below 0
   */
  public Checkpoints withEvery(int steps) {
    return new Checkpoints(folder, steps, start);
  }

  /**
   * The same for a training that continues.
   *
   * @param checkpoint where it stopped
   * @return a copy
   */
  public Checkpoints withStart(Checkpoint checkpoint) {
    return new Checkpoints(folder, every, Optional.of(checkpoint));
  }

  /**
   * Takes a training to where it starts.
   *
   * @param weights take their values of then; stay as they are in a training from its beginning
   * @return how far it has come
   * @throws IllegalArgumentException if the checkpoint is damaged or of another network
   */
  public Progress restore(WeightSaver weights) {
    if (start.isEmpty()) {
      return Progress.none();
    }
    start.get().restore(weights);
    Progress progress = start.get().progress();
    folder.ifPresent(all -> all.dropAfter(progress));
    return progress;
  }

  /**
   * Whether the state is to be kept after a step without an evaluation.
   *
   * @param step its number, from 1
   * @return whether the step's number is a multiple of the frequency
   */
  public boolean isDueAfter(int step) {
    return every > 0 && step % every == 0;
  }

  /**
   * Keeps a training's state, if states are kept.
   *
   * @param progress how far it has come
   * @param weights their present values
   * @throws java.io.UncheckedIOException if it cannot be written; earlier states stay then
   */
  public void save(Progress progress, WeightSaver weights) {
    folder.ifPresent(all -> all.save(progress, weights));
  }
}
