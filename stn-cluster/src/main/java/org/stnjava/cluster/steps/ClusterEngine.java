package org.stnjava.cluster.steps;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stnjava.cluster.placement.WorkerSessions;
import org.stnjava.cluster.task.ClusterServer;
import org.stnjava.cluster.task.RemoteCalls;
import org.stnjava.train.experiment.DistributedConfig;
import org.stnjava.train.experiment.TrainingJob;
import org.stnjava.train.loop.Engine;
import org.stnjava.train.loop.StepTimes;
import org.stnjava.train.loop.Steps;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingGraph;
import org.stnjava.train.loop.TrainingSets;
import org.stnjava.train.loop.TrainingStopped;

/**
 * Trains on the workers of a cluster; this process is the chief.
 *
 * <p>With synchronous steps the result equals that of one process up to rounding. When a parameter
 * server is lost, the training run can resume from its last checkpoint once the server is back.
 * Other tasks end with the training run, but not when it was stopped or resumes.
 */
public final class ClusterEngine implements Engine {

  private final ClusterServer server;
  private final DistributedConfig config;
  private final long fingerprint;
  private final Consumer<String> notices;
  private Worker.@Nullable Background own;
  private @Nullable ChiefSite chief;
  private @Nullable WorkerRegistry workers;
  private @Nullable Heartbeat heartbeat;
  private int failures;

  /**
   * The chief's engine.
   *
   * @param server the chief's server, running
   * @param config how the cluster trains
   * @param fingerprint of settings and data; workers with another one are rejected
   * @param notices receives lines for the user
   */
  public ClusterEngine(
      ClusterServer server, DistributedConfig config, long fingerprint, Consumer<String> notices) {
    this.server = server;
    this.config = config;
    this.fingerprint = fingerprint;
    this.notices = notices;
  }

  @Override
  public TrainingGraph graph(Trainer trainer) {
    ChiefSite site =
        new ChiefSite(new WorkerSessions(server, config.giveUpAfterDuration()), config.sync());
    TrainingGraph graph = new TrainingGraph(trainer, site);
    chief = site;
    return graph;
  }

  @Override
  public Steps steps(Trainer trainer, TrainingGraph graph, TrainingSets sets, int done) {
    if (own == null) {
      TrainingJob job = new TrainingJob(trainer, sets, fingerprint);
      own = new Worker(server, config, job, notices).start();
    }
    ChiefSite site = opened();
    heartbeat = new Heartbeat(site, config.giveUpAfterDuration());
    workers = new WorkerRegistry(site, config, fingerprint, own, notices);
    Steps steps =
        config.sync()
            ? new SynchronousSteps(graph, site, workers, config, notices).startingAt(done)
            : new AsynchronousSteps(site, workers, config).startingAt(done);
    return new ResettingSteps(steps);
  }

  private ChiefSite opened() {
    if (chief == null) {
      throw new IllegalStateException("the graph was not built by this engine");
    }
    return chief;
  }

  @Override
  public void ended(Optional<RuntimeException> failure) {
    if (heartbeat != null) {
      heartbeat.close();
    }
    boolean mayResume =
        failure
            .filter(e -> e instanceof TrainingStopped || RemoteCalls.isServerLost(e))
            .isPresent();
    if (!mayResume && workers != null) {
      workers.stopAll(failure.isEmpty());
    }
  }

  @Override
  public boolean survives(RuntimeException failure) {
    failures++;
    boolean survives = RemoteCalls.isServerLost(failure) && failures <= Worker.RETRIES;
    if (survives) {
      notices.accept("a parameter server is lost; resuming from the last checkpoint");
    }
    return survives;
  }

  /** Resets the count of failures after each step. */
  private final class ResettingSteps implements Steps {

    private final Steps steps;

    ResettingSteps(Steps steps) {
      this.steps = steps;
    }

    @Override
    public float next(double learningRate, StepTimes times) {
      float loss = steps.next(learningRate, times);
      failures = 0;
      return loss;
    }

    @Override
    public void close() {
      steps.close();
    }
  }
}
