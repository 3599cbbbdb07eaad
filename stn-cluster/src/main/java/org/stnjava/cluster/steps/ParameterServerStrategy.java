package org.stnjava.cluster.steps;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stnjava.cluster.placement.WorkerSessions;
import org.stnjava.cluster.task.ClusterServer;
import org.stnjava.cluster.task.RemoteCalls;
import org.stnjava.train.config.DistributedConfig;
import org.stnjava.train.graph.TrainingGraph;
import org.stnjava.train.loop.StepRunner;
import org.stnjava.train.loop.Strategy;
import org.stnjava.train.loop.TrainingJob;
import org.stnjava.train.loop.TrainingStopped;

/**
 * Trains on the workers of a cluster; this process is the chief.
 *
 * <p>With synchronous steps the result equals that of one process up to rounding. When a parameter
 * server is lost, the training run can resume from its last checkpoint once the server is back.
 * Other tasks end with the training run, but not when it was stopped or resumes.
 */
public final class ParameterServerStrategy implements Strategy {

  private final ClusterServer server;
  private final DistributedConfig config;
  private final Consumer<String> notices;
  private Worker.@Nullable Background own;
  private @Nullable ChiefPlacement chief;
  private @Nullable WorkerRegistry workers;
  private @Nullable Heartbeat heartbeat;
  private int failures;

  /**
   * The chief's strategy.
   *
   * @param server the chief's server, running
   * @param config how the cluster trains
   * @param notices receives lines for the user
   */
  public ParameterServerStrategy(
      ClusterServer server, DistributedConfig config, Consumer<String> notices) {
    this.server = server;
    this.config = config;
    this.notices = notices;
  }

  @Override
  public TrainingGraph graph(TrainingJob job) {
    ChiefPlacement site =
        new ChiefPlacement(new WorkerSessions(server, config.giveUpAfterDuration()), config.sync());
    TrainingGraph graph = job.graph(site);
    chief = site;
    return graph;
  }

  @Override
  public StepRunner steps(TrainingJob job, TrainingGraph graph, int done) {
    if (own == null) {
      own = new Worker(server, config, job, notices).start();
    }
    ChiefPlacement site = opened();
    heartbeat = new Heartbeat(site, config.giveUpAfterDuration());
    workers = new WorkerRegistry(site, config, job.fingerprint(), own, notices);
    StepRunner steps =
        config.sync()
            ? new SynchronousSteps(graph, site, workers, config, notices).startingAt(done)
            : new AsynchronousSteps(site, workers, config).startingAt(done);
    return new ResettingSteps(steps);
  }

  private ChiefPlacement opened() {
    if (chief == null) {
      throw new IllegalStateException("the graph was not built by this strategy");
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
  private final class ResettingSteps implements StepRunner {

    private final StepRunner steps;

    ResettingSteps(StepRunner steps) {
      this.steps = steps;
    }

    @Override
    public Step next(double learningRate) {
      Step step = steps.next(learningRate);
      failures = 0;
      return step;
    }

    @Override
    public void close() {
      steps.close();
    }
  }
}
