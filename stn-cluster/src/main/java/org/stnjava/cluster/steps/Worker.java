package org.stnjava.cluster.steps;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stnjava.cluster.placement.WorkerSessions;
import org.stnjava.cluster.steps.WorkerEvent.Kind;
import org.stnjava.cluster.task.ClusterServer;
import org.stnjava.cluster.task.ClusterSpec;
import org.stnjava.cluster.task.RemoteCalls;
import org.stnjava.cluster.task.Task;
import org.stnjava.data.batch.Batches;
import org.stnjava.train.config.DistributedConfig;
import org.stnjava.train.graph.TrainingGraph;
import org.stnjava.train.loop.TrainingJob;
import org.tensorflow.exceptions.TensorFlowException;

/** A worker: computes gradients for a chief until the training run ends. */
public final class Worker {

  private static final Duration BEFORE_RETRY = Duration.ofSeconds(1);

  /** After this many failures without a step between them, a worker gives up. */
  static final int RETRIES = 5;

  private final WorkerSessions sessions;
  private final DistributedConfig config;
  private final TrainingJob job;
  private final Consumer<String> notices;
  private final int shardSize;
  private int failures;

  /**
   * A worker whose server is running.
   *
   * @param server the server
   * @param config how the cluster trains
   * @param job what to compute gradients of
   * @param notices receives lines for the user
   * @throws IllegalArgumentException if a step's images cannot be divided evenly
   */
  public Worker(
      ClusterServer server, DistributedConfig config, TrainingJob job, Consumer<String> notices) {
    sessions = new WorkerSessions(server, config.giveUpAfterDuration());
    this.config = config;
    this.job = job;
    this.notices = notices;
    shardSize = shardSize(server.cluster(), config, job.batches().batchSize());
  }

  /**
   * Computes how many images a worker processes at a time.
   *
   * @param cluster all tasks
   * @param config how the cluster trains
   * @param batchSize examples of a step
   * @return the images of a shard, or of a batch if steps are asynchronous
   * @throws IllegalArgumentException if a synchronous step's batch is not a multiple of the workers
   */
  public static int shardSize(ClusterSpec cluster, DistributedConfig config, int batchSize) {
    int workers = cluster.workers().size();
    if (config.sync() && batchSize % workers != 0) {
      throw new IllegalArgumentException(
          "batch: expected a multiple of the %d workers but got %d".formatted(workers, batchSize));
    }
    return config.sync() ? batchSize / workers : batchSize;
  }

  /**
   * Executes the chief's commands until the training run ends; reconnects when a parameter server
   * was lost.
   *
   * @throws IllegalStateException if the training run failed, or the chief or a parameter server
   *     does not answer in time
   * @throws IllegalArgumentException if the chief has other settings or other data
   */
  public void run() {
    int workers = sessions.cluster().workers().size();
    try (BatchShards shards = new BatchShards(shards(workers), workers)) {
      while (!serve(shards)) {
        RemoteCalls.pause(BEFORE_RETRY);
      }
    }
  }

  /** Batches of one's own keep their size, so that each is split among the workers. */
  private Batches shards(int workers) {
    Batches shards = job.data().batches(shardSize, job.config().seed());
    return shards.batchSize() == shardSize ? shards : shards.split(workers);
  }

  /** Executes commands while the parameter servers answer; returns whether the run has ended. */
  private boolean serve(BatchShards shards) {
    try (WorkerPlacement site = new WorkerPlacement(sessions, config.sync());
        TrainingGraph graph = job.graph(site)) {
      WorkerEvent registered = event(Kind.REGISTERED, ThreadLocalRandom.current().nextLong(), 0);
      try {
        site.send(registered);
        execute(site, graph, shards, registered);
        return true;
      } catch (RuntimeException e) {
        if (mayRetry(e)) {
          notices.accept(sessions.task() + ": the parameter servers are lost; trying again");
          return false;
        }
        sendFailed(site);
        throw e;
      }
    }
  }

  private void execute(
      WorkerPlacement site, TrainingGraph graph, BatchShards shards, WorkerEvent registered) {
    while (true) {
      WorkerCommand command =
          site.receive(config.giveUpAfterDuration())
              .orElseThrow(() -> ParameterServer.chiefSilent(config));
      switch (command.kind()) {
        case COMPUTE -> {
          site.setEvent(event(Kind.COMPUTED, command.attempt(), command.shard()));
          graph.step(
              shards.batch(command.shard(), command.round()), command.rate(), command.number());
          failures = 0;
        }
        case REGISTER -> site.send(registered);
        case KEEP_ALIVE -> {}
        case STOP -> {
          site.send(event(Kind.STOPPED, 0, 0));
          return;
        }
        case ABORT -> throw ParameterServer.aborted();
        case REJECT ->
            throw new IllegalArgumentException(
                "settings: expected those of %s, and the same data, but got others"
                    .formatted(Task.CHIEF));
      }
    }
  }

  private WorkerEvent event(Kind kind, long id, int shard) {
    return new WorkerEvent(kind, sessions.task().index(), id, shard, job.fingerprint(), 0);
  }

  private boolean mayRetry(RuntimeException failure) {
    failures++;
    return RemoteCalls.isServerLost(failure) && failures <= RETRIES;
  }

  private void sendFailed(WorkerPlacement site) {
    try {
      site.send(event(Kind.FAILED, 0, 0));
    } catch (TensorFlowException e) {
      notices.accept(sessions.task() + ": cannot report a failure to the chief");
    }
  }

  /** Starts the worker in a thread of its own. */
  Background start() {
    return new Background(this);
  }

  /** The chief's own worker: a daemon thread that ends as any worker does. */
  static final class Background {

    private static final long MILLIS_TO_END = 5000;

    private final Thread thread;
    private volatile @Nullable RuntimeException failure;

    private Background(Worker worker) {
      thread = new Thread(() -> run(worker), "stn-worker");
      thread.setDaemon(true);
      thread.start();
    }

    private void run(Worker worker) {
      try {
        worker.run();
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    /** Waits a few seconds for the end; returns the exception that ended it, if there is one. */
    Optional<RuntimeException> failure() {
      try {
        thread.join(MILLIS_TO_END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Optional.ofNullable(failure);
    }
  }
}
