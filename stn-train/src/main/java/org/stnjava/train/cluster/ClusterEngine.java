package org.stnjava.train.cluster;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stnjava.train.loop.Engine;
import org.stnjava.train.loop.StepTimes;
import org.stnjava.train.loop.Steps;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingGraph;
import org.stnjava.train.loop.TrainingSets;
import org.stnjava.train.loop.TrainingStopped;

/**
 * A training on the workers of a cluster, this process being the chief.
 *
 * <p>With synchronous steps its result is that of one process, but for the last bits. When a
 * parameter server is lost, the training ends, and survives: it can go on from its last checkpoint
 * once the server is there again. Other tasks end with the training, but not with one that was
 * stopped or survives.
 */
public final class ClusterEngine implements Engine {

  /** Losses in a row, without a step between them, that are taken for one. */
  private static final int TRIES = 5;

  private final Node node;
  private final ClusterConfig config;
  private final long fingerprint;
  private final Consumer<String> notices;
  private @Nullable OwnWorker own;
  private @Nullable ChiefSite site;
  private @Nullable Crew crew;
  private @Nullable Heartbeat heartbeat;
  private int losses;

  /**
   * The chief's engine.
   *
   * @param node the chief's server
   * @param config how the cluster works
   * @param fingerprint of settings and data; workers of another one are sent away
   * @param notices is told what a user should know
   */
  public ClusterEngine(
      Node node, ClusterConfig config, long fingerprint, Consumer<String> notices) {
    this.node = node;
    this.config = config;
    this.fingerprint = fingerprint;
    this.notices = notices;
  }

  @Override
  public TrainingGraph graph(Trainer trainer) {
    Placed placed = new Placed(node.cluster(), node.task(), config.patience());
    ChiefSite here = new ChiefSite(placed, config.sync());
    TrainingGraph graph = new TrainingGraph(trainer, here);
    site = here;
    return graph;
  }

  @Override
  public Steps steps(Trainer trainer, TrainingGraph graph, TrainingSets sets, int done) {
    if (own == null) {
      Work work = new Work(trainer, sets, fingerprint);
      own = new OwnWorker(new Worker(node, config, work, notices));
    }
    Chief chief = opened().chief();
    heartbeat = new Heartbeat(chief, config.patience());
    crew = new Crew(chief, config, fingerprint, own, notices);
    Steps steps =
        config.sync()
            ? new Together(graph, chief, crew, config, notices).startingAt(done)
            : new Apart(chief, crew, config).startingAt(done);
    return new Counted(steps);
  }

  private ChiefSite opened() {
    if (site == null) {
      throw new IllegalStateException("the graph was not built by this engine");
    }
    return site;
  }

  @Override
  public void ended(Optional<RuntimeException> failure) {
    if (heartbeat != null) {
      heartbeat.close();
    }
    boolean goesOn =
        failure.filter(e -> e instanceof TrainingStopped || Calls.isLoss(e)).isPresent();
    if (!goesOn && crew != null) {
      crew.dismiss(failure.isEmpty());
    }
  }

  @Override
  public boolean survives(RuntimeException failure) {
    losses++;
    boolean survives = Calls.isLoss(failure) && losses <= TRIES;
    if (survives) {
      notices.accept("a parameter server is lost; going on from the last checkpoint");
    }
    return survives;
  }

  /** Steps after each of which all is well again. */
  private final class Counted implements Steps {

    private final Steps steps;

    Counted(Steps steps) {
      this.steps = steps;
    }

    @Override
    public float next(double learningRate, StepTimes times) {
      float loss = steps.next(learningRate, times);
      losses = 0;
      return loss;
    }

    @Override
    public void close() {
      steps.close();
    }
  }
}
