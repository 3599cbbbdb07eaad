package org.stnjava.train.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.stnjava.train.cluster.Report.Kind;
import org.stnjava.train.loop.StepTimes;
import org.stnjava.train.loop.Steps;

/**
 * Asynchronous steps: each is an update by one worker, of whole batches of its own part of the
 * images, with weights that others may have updated meanwhile.
 */
final class Apart implements Steps {

  private static final long MICROS = 1000;

  private final Chief chief;
  private final Crew crew;
  private final ClusterConfig config;
  private final long[] rounds;

  /** What each worker is at. */
  private final Map<Integer, Long> busy = new HashMap<>();

  private long attempt = System.currentTimeMillis() * MICROS;
  private long ordered;

  Apart(Chief chief, Crew crew, ClusterConfig config) {
    this.chief = chief;
    this.crew = crew;
    this.config = config;
    rounds = new long[chief.workers()];
  }

  /** Begins after a step. */
  Apart startingAt(int step) {
    crew.gather();
    ordered = step;
    for (int worker = 0; worker < rounds.length; worker++) {
      rounds[worker] = step / rounds.length;
    }
    return this;
  }

  @Override
  public float next(double learningRate, StepTimes times) {
    while (true) {
      order((float) learningRate);
      Report report =
          crew.next(config.patience())
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "no worker was heard of for %d s".formatted(config.giveUpAfter())));
      if (isDone(report)) {
        times.end(StepTimes.Part.RUN);
        return report.loss();
      }
    }
  }

  private void order(float rate) {
    Map<Integer, Order> orders = new HashMap<>();
    for (int worker : crew.present()) {
      if (!busy.containsKey(worker)) {
        attempt++;
        ordered++;
        busy.put(worker, attempt);
        orders.put(
            worker, new Order(Order.Kind.WORK, attempt, worker, rounds[worker], ordered, rate));
        rounds[worker]++;
      }
    }
    if (!orders.isEmpty()) {
      chief.tell(orders);
    }
  }

  /** Whether it is of work that was waited for; whoever comes or fails has none any more. */
  private boolean isDone(Report report) {
    if (report.kind() == Kind.DONE) {
      return busy.remove(report.worker(), report.id());
    }
    busy.remove(report.worker());
    return false;
  }

  /** Waits for updates that are under way. */
  @Override
  public void close() {
    while (!busy.isEmpty()) {
      Optional<Report> heard = crew.next(config.silence());
      if (heard.isEmpty()) {
        return;
      }
      isDone(heard.get());
    }
  }
}
