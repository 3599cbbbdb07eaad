package org.stnjava.train.cluster;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.stnjava.train.cluster.Report.Kind;
import org.stnjava.train.loop.TrainingGraph;
import org.tensorflow.exceptions.TensorFlowException;

/** Computes gradients for a chief until that says it is enough. */
public final class Worker {

  private static final int BEFORE_NEXT_TRY_MILLIS = 1000;

  /** Losses in a row, without a step between them, that are taken for one. */
  private static final int TRIES = 5;

  private final Placed placed;
  private final ClusterConfig config;
  private final Work work;
  private final Consumer<String> notices;
  private final int images;
  private int losses;

  /**
   * A worker whose server runs.
   *
   * @param node the server
   * @param config how the cluster works
   * @param work what to compute gradients of
   * @param notices is told what a user should know
   * @throws IllegalArgumentException if a step's images cannot be shared out evenly
   */
  public Worker(Node node, ClusterConfig config, Work work, Consumer<String> notices) {
    placed = new Placed(node.cluster(), node.task(), config.patience());
    this.config = config;
    this.work = work;
    this.notices = notices;
    images = node.requireShares(config, work.trainer().config());
  }

  /**
   * Works until the chief ends the training; begins anew when the connection to a parameter server
   * was lost.
   *
   * @throws IllegalStateException if the training failed, or the chief or a parameter server was
   *     not heard of in time
   * @throws IllegalArgumentException if the chief has other settings or other data
   */
  public void work() {
    int workers = placed.cluster().workers().size();
    try (Shares shares = new Shares(work.sets(), workers, images, work.trainer().config().seed())) {
      while (!serve(shares)) {
        Pause.millis(BEFORE_NEXT_TRY_MILLIS);
      }
    }
  }

  /** Works while the parameter servers are there; whether the training has ended. */
  private boolean serve(Shares shares) {
    try (WorkerSite site = new WorkerSite(placed, config.sync());
        TrainingGraph graph = new TrainingGraph(work.trainer(), site)) {
      Report hello = report(Kind.HELLO, ThreadLocalRandom.current().nextLong(), 0);
      try {
        site.report(hello);
        follow(site, graph, shares, hello);
        return true;
      } catch (RuntimeException e) {
        if (isLoss(e)) {
          notices.accept(placed.task() + ": the parameter servers are lost; trying again");
          return false;
        }
        tryToReport(site);
        throw e;
      }
    }
  }

  private void follow(WorkerSite site, TrainingGraph graph, Shares shares, Report hello) {
    while (true) {
      Order order = site.order(config.patience()).orElseThrow(this::silent);
      switch (order.kind()) {
        case WORK -> {
          site.expect(report(Kind.DONE, order.attempt(), order.share()));
          graph.step(shares.batch(order.share(), order.round()), order.rate(), order.number());
          losses = 0;
        }
        case CALL -> site.report(hello);
        case WAIT -> {}
        case END -> {
          site.report(report(Kind.BYE, 0, 0));
          return;
        }
        case FAIL ->
            throw new IllegalStateException(
                "the training has failed; %s says why".formatted(Task.CHIEF));
        case REFUSE ->
            throw new IllegalArgumentException(
                "settings: expected those of %s, and the same data, but got others"
                    .formatted(Task.CHIEF));
      }
    }
  }

  private Report report(Kind kind, long id, int share) {
    return new Report(kind, placed.task().index(), id, share, work.fingerprint(), 0);
  }

  private IllegalStateException silent() {
    return new IllegalStateException(
        "%s has not been heard of for %d s".formatted(Task.CHIEF, config.giveUpAfter()));
  }

  private boolean isLoss(RuntimeException failure) {
    losses++;
    return Calls.isLoss(failure) && losses <= TRIES;
  }

  private void tryToReport(WorkerSite site) {
    try {
      site.report(report(Kind.FAILED, 0, 0));
    } catch (TensorFlowException e) {
      notices.accept(placed.task() + ": the chief cannot be told of a failure");
    }
  }
}
