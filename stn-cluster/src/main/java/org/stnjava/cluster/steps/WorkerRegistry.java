package org.stnjava.cluster.steps;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stnjava.cluster.steps.WorkerEvent.Kind;
import org.stnjava.cluster.task.Task;
import org.stnjava.train.config.DistributedConfig;
import org.stnjava.train.config.DistributedConfig.LostWorker;
import org.tensorflow.exceptions.TensorFlowException;

/** The workers that are registered with the chief. */
final class WorkerRegistry {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerRegistry.class);
  private static final Duration TO_STOP = Duration.ofSeconds(10);

  private final ChiefPlacement chief;
  private final DistributedConfig config;
  private final long fingerprint;
  private final Worker.Background own;
  private final Consumer<String> notices;

  /** The identifiers of the workers' processes by the workers' indices. */
  private final Map<Integer, Long> members = new TreeMap<>();

  private boolean started;

  WorkerRegistry(
      ChiefPlacement chief,
      DistributedConfig config,
      long fingerprint,
      Worker.Background own,
      Consumer<String> notices) {
    this.chief = chief;
    this.config = config;
    this.fingerprint = fingerprint;
    this.own = own;
    this.notices = notices;
  }

  /**
   * Waits until all workers are registered; if lost workers are dropped, no longer than {@code
   * lostAfter} once there is one.
   *
   * @throws IllegalStateException if not enough of them register in time
   */
  void awaitWorkers() {
    chief.sendAll(WorkerCommand.Kind.REGISTER);
    long begun = System.nanoTime();
    while (members.size() < chief.workers()) {
      boolean isEnough = config.onLostWorker() == LostWorker.DROP && !members.isEmpty();
      Duration limit = isEnough ? config.lostAfterDuration() : config.giveUpAfterDuration();
      Duration left = limit.minusNanos(System.nanoTime() - begun);
      if (next(left).isEmpty()) {
        if (!isEnough) {
          throw new IllegalStateException(
              "%s did not connect within %d s".formatted(missing(), limit.toSeconds()));
        }
        notices.accept("starting without %s".formatted(missing()));
        break;
      }
    }
    started = true;
  }

  /**
   * Returns the next relevant event: a computed shard, a newly registered worker, which has no
   * command, or a failed worker.
   *
   * @param limit how long to wait
   * @return the event; absent if none arrives in time
   */
  Optional<WorkerEvent> next(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      Optional<WorkerEvent> event = left.isNegative() ? Optional.empty() : chief.receive(left);
      if (event.isEmpty() || isRelevant(event.get())) {
        return event;
      }
    }
  }

  private boolean isRelevant(WorkerEvent event) {
    if (event.fingerprint() != fingerprint) {
      reject(event);
      return false;
    }
    return switch (event.kind()) {
      case REGISTERED -> registered(event);
      case COMPUTED -> computed(event);
      case FAILED -> failed(event);
      case STOPPED -> false;
    };
  }

  private void reject(WorkerEvent event) {
    if (event.kind() == Kind.REGISTERED) {
      notices.accept(
          "%s is rejected: its settings or its data differ from the chief's"
              .formatted(Task.worker(event.worker())));
      chief.send(Map.of(event.worker(), WorkerCommand.of(WorkerCommand.Kind.REJECT)));
    }
  }

  private boolean registered(WorkerEvent event) {
    boolean isKnown = Objects.equals(members.get(event.worker()), event.id());
    if (!isKnown) {
      add(event.worker(), event.id());
    }
    return !isKnown;
  }

  /** A worker that counted as lost may only be slow; its next registration has its identifier. */
  private boolean computed(WorkerEvent event) {
    if (!members.containsKey(event.worker())) {
      add(event.worker(), 0);
    }
    return true;
  }

  private boolean failed(WorkerEvent event) {
    Task worker = Task.worker(event.worker());
    if (worker.equals(Task.CHIEF)) {
      own.failure()
          .ifPresent(
              reason -> {
                throw reason;
              });
      // An event of the chief's previous process.
      return false;
    }
    notices.accept(worker + " has failed");
    drop(event.worker());
    return true;
  }

  private void add(int worker, long id) {
    if (started) {
      notices.accept(Task.worker(worker) + " is back");
    }
    members.put(worker, id);
  }

  /** Removes a worker until its next event, if lost workers are dropped. */
  void drop(int worker) {
    if (config.onLostWorker() == LostWorker.DROP && members.remove(worker) != null) {
      notices.accept("%s is lost; other workers compute its shard".formatted(Task.worker(worker)));
    }
  }

  /** Whether workers other than these are registered. */
  boolean hasOthers(Collection<Integer> some) {
    return !some.containsAll(members.keySet());
  }

  /**
   * The worker that computes a shard: the one with the shard's index if it is registered or none
   * is, else one of the others.
   */
  int owner(int shard) {
    if (members.containsKey(shard) || members.isEmpty()) {
      return shard;
    }
    return registered().get(shard % members.size());
  }

  /** The indices of the registered workers. */
  List<Integer> registered() {
    return List.copyOf(members.keySet());
  }

  /** Stops all tasks; waits for the workers, because their queues are on the parameter servers. */
  void stopAll(boolean isComplete) {
    try {
      chief.sendAll(isComplete ? WorkerCommand.Kind.STOP : WorkerCommand.Kind.ABORT);
      long end = System.nanoTime() + TO_STOP.toNanos();
      while (!members.isEmpty() && System.nanoTime() < end) {
        chief
            .receive(Duration.ofNanos(end - System.nanoTime()))
            .filter(event -> event.kind() == Kind.STOPPED || event.kind() == Kind.FAILED)
            .ifPresent(event -> members.remove(event.worker()));
      }
    } catch (TensorFlowException e) {
      LOG.debug("cannot stop the workers", e);
    }
    for (int server = chief.servers() - 1; server >= 0; server--) {
      try {
        chief.send(
            server, isComplete ? ParameterServer.Command.STOP : ParameterServer.Command.ABORT);
      } catch (TensorFlowException e) {
        LOG.debug("{} has ended before it could answer", Task.ps(server), e);
      }
    }
  }

  private List<Task> missing() {
    return IntStream.range(0, chief.workers())
        .filter(worker -> !members.containsKey(worker))
        .mapToObj(Task::worker)
        .toList();
  }
}
