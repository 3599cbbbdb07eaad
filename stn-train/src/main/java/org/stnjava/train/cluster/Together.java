package org.stnjava.train.cluster;

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
import org.stnjava.train.cluster.ClusterConfig.LostWorker;
import org.stnjava.train.cluster.Report.Kind;
import org.stnjava.train.loop.StepTimes;
import org.stnjava.train.loop.Steps;
import org.stnjava.train.loop.TrainingGraph;

/**
 * Synchronous steps: each is one update of the mean of all shares' gradients.
 *
 * <p>A step has as many shares as the cluster has workers. Whoever computes them, the update is the
 * same; so when a worker is lost in a step, that is forgotten and begun anew, by its next process
 * or by others.
 */
final class Together implements Steps {

  private static final long MICROS = 1000;

  private final TrainingGraph graph;
  private final Chief chief;
  private final Crew crew;
  private final ClusterConfig config;
  private final Consumer<String> notices;
  private final float[] losses;

  /** Who computes which share in this attempt, and has not reported. */
  private final Map<Integer, Integer> owners = new TreeMap<>();

  /**
   * By the clock, to be later than any of a chief before; no step takes less than a microsecond.
   */
  private long attempt = System.currentTimeMillis() * MICROS;

  private long done;

  Together(
      TrainingGraph graph, Chief chief, Crew crew, ClusterConfig config, Consumer<String> notices) {
    this.graph = graph;
    this.chief = chief;
    this.crew = crew;
    this.config = config;
    this.notices = notices;
    losses = new float[chief.workers()];
  }

  /** Begins after a step. */
  Together startingAt(int step) {
    crew.gather();
    chief.begin(attempt);
    done = step;
    return this;
  }

  @Override
  public float next(double learningRate, StepTimes times) {
    order();
    while (!collect()) {
      attempt++;
      chief.begin(attempt);
      order();
    }
    times.end(StepTimes.Part.BATCH);
    done++;
    graph.update(learningRate, done);
    // As the accumulators count.
    attempt++;
    times.end(StepTimes.Part.RUN);
    double sum = 0;
    for (float loss : losses) {
      sum += loss;
    }
    return (float) (sum / losses.length);
  }

  private void order() {
    owners.clear();
    List<Map<Integer, Order>> rounds = new ArrayList<>();
    for (int share = 0; share < losses.length; share++) {
      int owner = crew.owner(share);
      owners.put(share, owner);
      Order order =
          new Order(Order.Kind.WORK, attempt, share, done, done * losses.length + share + 1, 0);
      roundOf(rounds, owner).put(owner, order);
    }
    rounds.forEach(chief::tell);
  }

  /** The first round in which a worker has no order yet. */
  private static Map<Integer, Order> roundOf(List<Map<Integer, Order>> rounds, int owner) {
    for (Map<Integer, Order> round : rounds) {
      if (!round.containsKey(owner)) {
        return round;
      }
    }
    rounds.add(new HashMap<>());
    return rounds.get(rounds.size() - 1);
  }

  /** Waits for all shares; false if one of them will not come, and the attempt has failed. */
  private boolean collect() {
    Duration limit = config.silence();
    while (!owners.isEmpty()) {
      Optional<Report> heard = crew.next(limit);
      if (heard.isEmpty()) {
        Set<Integer> silent = new TreeSet<>(owners.values());
        if (config.onLostWorker() == LostWorker.DROP && crew.hasOthers(silent)) {
          silent.forEach(crew::lose);
          return false;
        }
        limit = wait(silent, limit);
      } else if (heard.get().kind() == Kind.DONE) {
        take(heard.get());
      } else if (isLoss(heard.get())) {
        return false;
      }
    }
    return true;
  }

  private void take(Report report) {
    if (report.id() == attempt && owners.remove(report.share()) != null) {
      losses[report.share()] = report.loss();
    }
  }

  /** Whether what is missing will not come any more, and someone else can compute it. */
  private boolean isLoss(Report report) {
    boolean mayGoOn = report.kind() == Kind.HELLO || config.onLostWorker() == LostWorker.DROP;
    return mayGoOn && owners.containsValue(report.worker());
  }

  private Duration wait(Set<Integer> workers, Duration before) {
    List<Task> silent = workers.stream().map(Task::worker).toList();
    if (before.equals(config.patience())) {
      throw new IllegalStateException(
          "%s did not come back within %d s".formatted(silent, before.toSeconds()));
    }
    notices.accept(
        "%s silent for %d s; waiting %d s at most"
            .formatted(silent, before.toSeconds(), config.patience().toSeconds()));
    return config.patience();
  }

  /** Nothing is under way between steps. */
  @Override
  public void close() {}
}
