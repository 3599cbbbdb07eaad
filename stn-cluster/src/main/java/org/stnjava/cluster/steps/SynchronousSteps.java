package org.stnjava.cluster.steps;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.stnjava.cluster.steps.WorkerEvent.Kind;
import org.stnjava.cluster.task.Task;
import org.stnjava.train.config.DistributedConfig;
import org.stnjava.train.config.DistributedConfig.LostWorker;
import org.stnjava.train.graph.TrainingGraph;
import org.stnjava.train.loop.StepRunner;

/**
 * Synchronous steps: each is one update by the mean of all shards' gradients.
 *
 * <p>A step has as many shards as the cluster has workers. The update does not depend on which
 * worker computes which shard. If a worker is lost during a step, the attempt is discarded and the
 * step repeated, by the worker's next process or by the other workers.
 */
final class SynchronousSteps implements StepRunner {

  /** Attempts count from the clock's microseconds, so that those of a restarted chief are later. */
  static final long MICROS_PER_MILLI = 1000;

  private final TrainingGraph graph;
  private final ChiefPlacement chief;
  private final WorkerRegistry workers;
  private final DistributedConfig config;
  private final Consumer<String> notices;
  private final float[] losses;

  /** The workers of the attempt's shards that are not computed yet, by shard. */
  private final Map<Integer, Integer> owners = new TreeMap<>();

  private long attempt = System.currentTimeMillis() * MICROS_PER_MILLI;
  private long done;

  SynchronousSteps(
      TrainingGraph graph,
      ChiefPlacement chief,
      WorkerRegistry workers,
      DistributedConfig config,
      Consumer<String> notices) {
    this.graph = graph;
    this.chief = chief;
    this.workers = workers;
    this.config = config;
    this.notices = notices;
    losses = new float[chief.workers()];
  }

  /** Waits for the workers, and continues after a step. */
  SynchronousSteps startingAt(int step) {
    workers.awaitWorkers();
    chief.begin(attempt);
    done = step;
    return this;
  }

  @Override
  public Step next(double learningRate) {
    sendCommands();
    while (!collect()) {
      attempt++;
      chief.begin(attempt);
      sendCommands();
    }
    done++;
    graph.update(learningRate, done);
    // Taking the mean increments the accumulators' attempt, too.
    attempt++;
    double sum = 0;
    for (float loss : losses) {
      sum += loss;
    }
    return new Step((float) (sum / losses.length), Optional.empty());
  }

  private void sendCommands() {
    owners.clear();
    List<Map<Integer, WorkerCommand>> runs = new ArrayList<>();
    for (int shard = 0; shard < losses.length; shard++) {
      int owner = workers.owner(shard);
      owners.put(shard, owner);
      WorkerCommand command =
          new WorkerCommand(
              WorkerCommand.Kind.COMPUTE,
              attempt,
              shard,
              done,
              done * losses.length + shard + 1,
              0);
      runWithout(runs, owner).put(owner, command);
    }
    runs.forEach(chief::send);
  }

  /** The first run that has no command to a worker yet. */
  private static Map<Integer, WorkerCommand> runWithout(
      List<Map<Integer, WorkerCommand>> runs, int worker) {
    for (Map<Integer, WorkerCommand> run : runs) {
      if (!run.containsKey(worker)) {
        return run;
      }
    }
    runs.add(new HashMap<>());
    return runs.get(runs.size() - 1);
  }

  /** Waits for all shards; returns false if the attempt has failed. */
  private boolean collect() {
    Duration limit = config.lostAfterDuration();
    while (!owners.isEmpty()) {
      Optional<WorkerEvent> event = workers.next(limit);
      if (event.isEmpty()) {
        Set<Integer> silent = new TreeSet<>(owners.values());
        if (config.onLostWorker() == LostWorker.DROP && workers.hasOthers(silent)) {
          silent.forEach(workers::drop);
          return false;
        }
        limit = waitLonger(silent, limit);
      } else if (event.get().kind() == Kind.COMPUTED) {
        computed(event.get());
      } else if (isLost(event.get())) {
        return false;
      }
    }
    return true;
  }

  private void computed(WorkerEvent event) {
    if (event.id() == attempt && owners.remove(event.shard()) != null) {
      losses[event.shard()] = event.loss();
    }
  }

  /** Whether the event means that a missing shard will not be computed, and may be by others. */
  private boolean isLost(WorkerEvent event) {
    boolean mayRepeat = event.kind() == Kind.REGISTERED || config.onLostWorker() == LostWorker.DROP;
    return mayRepeat && owners.containsValue(event.worker());
  }

  private Duration waitLonger(Set<Integer> silentWorkers, Duration before) {
    List<Task> silent = silentWorkers.stream().map(Task::worker).toList();
    Duration longer = config.giveUpAfterDuration();
    if (before.equals(longer)) {
      throw new IllegalStateException(
          "%s did not come back within %d s".formatted(silent, before.toSeconds()));
    }
    notices.accept(
        "%s silent for %d s; waiting %d s at most"
            .formatted(silent, before.toSeconds(), longer.toSeconds()));
    return longer;
  }

  /**
   * Rejects networks with state that changes in each step: the chief's update has no images.
   *
   * @param sync whether steps are synchronous
   */
  static void requireStepOperations(boolean sync) {
    if (sync) {
      throw new IllegalArgumentException(
          "sync: expected false for a network that keeps state, such as batch norm, but got true;"
              + " train it asynchronously or in one process");
    }
  }

  /** Does nothing: no computation is in progress between steps. */
  @Override
  public void close() {}
}
