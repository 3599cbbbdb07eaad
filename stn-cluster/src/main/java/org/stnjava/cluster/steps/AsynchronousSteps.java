package org.stnjava.cluster.steps;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.stnjava.cluster.steps.WorkerEvent.Kind;
import org.stnjava.train.config.DistributedConfig;
import org.stnjava.train.loop.StepRunner;

/**
 * Asynchronous steps: each is an update by one worker with the gradient of a whole batch of its own
 * shard, computed at weights that other workers may have updated in the meantime.
 */
final class AsynchronousSteps implements StepRunner {

  private final ChiefPlacement chief;
  private final WorkerRegistry workers;
  private final DistributedConfig config;
  private final long[] rounds;

  /** The attempts in progress by worker. */
  private final Map<Integer, Long> busy = new HashMap<>();

  private long attempt = System.currentTimeMillis() * SynchronousSteps.MICROS_PER_MILLI;
  private long sent;

  AsynchronousSteps(ChiefPlacement chief, WorkerRegistry workers, DistributedConfig config) {
    this.chief = chief;
    this.workers = workers;
    this.config = config;
    rounds = new long[chief.workers()];
  }

  /** Waits for the workers, and continues after a step. */
  AsynchronousSteps startingAt(int step) {
    workers.awaitWorkers();
    sent = step;
    for (int worker = 0; worker < rounds.length; worker++) {
      rounds[worker] = step / rounds.length;
    }
    return this;
  }

  @Override
  public Step next(double learningRate) {
    while (true) {
      sendCommands((float) learningRate);
      WorkerEvent event =
          workers
              .next(config.giveUpAfterDuration())
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "no message from any worker for %d s".formatted(config.giveUpAfter())));
      if (isComputed(event)) {
        return new Step(event.loss(), Optional.empty());
      }
    }
  }

  private void sendCommands(float rate) {
    Map<Integer, WorkerCommand> commands = new HashMap<>();
    for (int worker : workers.registered()) {
      if (!busy.containsKey(worker)) {
        attempt++;
        sent++;
        busy.put(worker, attempt);
        commands.put(
            worker,
            new WorkerCommand(
                WorkerCommand.Kind.COMPUTE, attempt, worker, rounds[worker], sent, rate));
        rounds[worker]++;
      }
    }
    if (!commands.isEmpty()) {
      chief.send(commands);
    }
  }

  /** Whether an attempt in progress is complete; a worker with another event has none. */
  private boolean isComputed(WorkerEvent event) {
    if (event.kind() == Kind.COMPUTED) {
      return busy.remove(event.worker(), event.id());
    }
    busy.remove(event.worker());
    return false;
  }

  /** Waits for updates in progress. */
  @Override
  public void close() {
    while (!busy.isEmpty()) {
      Optional<WorkerEvent> event = workers.next(config.lostAfterDuration());
      if (event.isEmpty()) {
        return;
      }
      isComputed(event.get());
    }
  }
}
