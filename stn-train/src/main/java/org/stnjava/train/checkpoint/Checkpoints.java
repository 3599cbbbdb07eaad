package org.stnjava.train.checkpoint;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.stnjava.savedmodel.export.WeightSaver;

/**
 * Where a training keeps its state, and where it begins.
 *
 * @param folder where to; absent to keep nothing
 * @param start what to continue from; absent to begin anew
 */
public record Checkpoints(Optional<CheckpointFolder> folder, Optional<Checkpoint> start) {

  /** {@return a run from its first step that saves nothing} */
  public static Checkpoints none() {
    return new Checkpoints(Optional.empty(), Optional.empty());
  }

  /**
   * A run from its first step that saves its state.
   *
   * @param folder where to; is made if need be
   * @return the checkpoints
   */
  public static Checkpoints in(Path folder) {
    return new Checkpoints(Optional.of(new CheckpointFolder(folder)), Optional.empty());
  }

  /**
   * A run that continues from its last checkpoint, or from its first step if there is none.
   *
   * @param folder where the checkpoints are, and go to
   * @return the checkpoints
   * @throws IllegalArgumentException if the last one is damaged
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static Checkpoints latestIn(Path folder) {
    CheckpointFolder all = new CheckpointFolder(folder);
    return new Checkpoints(Optional.of(all), all.latest());
  }

  /**
   * Restores the state that a run starts from.
   *
   * @param weights take their values of then; keep their initial values in a run from its first
   *     step
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
   * Reads the weights of the best evaluation before the start; changes the present ones.
   *
   * @param weights take the values of that step
   * @param read reads the weights by name
   * @return the weights; nothing if nothing was evaluated before the start, or the checkpoint is no
   *     longer there
   * @throws IllegalArgumentException if the checkpoint is damaged or of another network
   */
  public Map<String, float[]> restoreBest(
      WeightSaver weights, Supplier<Map<String, float[]>> read) {
    Optional<Checkpoint> best =
        start
            .filter(from -> from.progress().bestStep() > 0)
            .flatMap(from -> folder.flatMap(all -> all.at(from.progress().bestStep())));
    best.ifPresent(checkpoint -> checkpoint.restore(weights));
    return best.isPresent() ? read.get() : Map.of();
  }

  /**
   * Restores the weights of a step whose checkpoint is still there.
   *
   * @param step of the checkpoint
   * @param weights take their values of then
   * @return whether there was one
   * @throws IllegalArgumentException if the checkpoint is damaged
   */
  public boolean restoreAt(int step, WeightSaver weights) {
    Optional<Checkpoint> checkpoint = folder.flatMap(all -> all.at(step));
    checkpoint.ifPresent(found -> found.restore(weights));
    return checkpoint.isPresent();
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
