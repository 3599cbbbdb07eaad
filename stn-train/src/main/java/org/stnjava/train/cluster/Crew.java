package org.stnjava.train.cluster;

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
import org.stnjava.train.cluster.ClusterConfig.LostWorker;
import org.stnjava.train.cluster.Report.Kind;
import org.tensorflow.exceptions.TensorFlowException;

/** The workers that are there, as the chief knows them. */
final class Crew {

  private static final Logger LOG = LoggerFactory.getLogger(Crew.class);
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final Chief chief;
  private final ClusterConfig config;
  private final long fingerprint;
  private final OwnWorker own;
  private final Consumer<String> notices;

  /** Members by number, with what their processes are known by. */
  private final Map<Integer, Long> members = new TreeMap<>();

  private boolean gathered;

  Crew(
      Chief chief,
      ClusterConfig config,
      long fingerprint,
      OwnWorker own,
      Consumer<String> notices) {
    this.chief = chief;
    this.config = config;
    this.fingerprint = fingerprint;
    this.own = own;
    this.notices = notices;
  }

  /**
   * Calls the workers, and waits for them; if some are to be done without, no longer than for their
   * silence once one has come.
   *
   * @throws IllegalStateException if not enough of them come in time
   */
  void gather() {
    chief.tellAll(Order.Kind.CALL);
    long begun = System.nanoTime();
    while (members.size() < chief.workers()) {
      boolean isEnough = config.onLostWorker() == LostWorker.DROP && !members.isEmpty();
      Duration limit = isEnough ? config.silence() : config.patience();
      Duration left = limit.minusNanos(System.nanoTime() - begun);
      if (next(left).isEmpty()) {
        if (!isEnough) {
          throw new IllegalStateException(
              "%s did not come within %d s".formatted(missing(), limit.toSeconds()));
        }
        notices.accept("beginning without %s".formatted(missing()));
        break;
      }
    }
    gathered = true;
  }

  /**
   * Hears the next report that means something: of work, of a worker that came, without work, or of
   * one that failed.
   *
   * @param limit how long to wait for it
   * @return the report; absent if none came
   */
  Optional<Report> next(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      Optional<Report> report = left.isNegative() ? Optional.empty() : chief.hear(left);
      if (report.isEmpty() || isNews(report.get())) {
        return report;
      }
    }
  }

  private boolean isNews(Report report) {
    if (report.fingerprint() != fingerprint) {
      refuse(report);
      return false;
    }
    return switch (report.kind()) {
      case HELLO -> greet(report);
      case DONE -> accept(report);
      case FAILED -> fail(report);
      case BYE -> false;
    };
  }

  private void refuse(Report report) {
    if (report.kind() == Kind.HELLO) {
      notices.accept(
          "%s is sent away: it has other settings or other data"
              .formatted(Task.worker(report.worker())));
      chief.tell(Map.of(report.worker(), Order.of(Order.Kind.REFUSE)));
    }
  }

  private boolean greet(Report report) {
    boolean isKnown = Objects.equals(members.get(report.worker()), report.id());
    if (!isKnown) {
      come(report.worker(), report.id());
    }
    return !isKnown;
  }

  /** A worker that was taken for lost may be slow only; its next hello tells its process. */
  private boolean accept(Report report) {
    if (!members.containsKey(report.worker())) {
      come(report.worker(), 0);
    }
    return true;
  }

  private boolean fail(Report report) {
    Task worker = Task.worker(report.worker());
    if (worker.equals(Task.CHIEF)) {
      own.failure()
          .ifPresent(
              reason -> {
                throw reason;
              });
      // Of the chief's process before this one.
      return false;
    }
    notices.accept(worker + " has failed");
    lose(report.worker());
    return true;
  }

  private void come(int worker, long id) {
    if (gathered) {
      notices.accept(Task.worker(worker) + " is back");
    }
    members.put(worker, id);
  }

  /** Does without a worker until it is heard of again, if workers are to be done without. */
  void lose(int worker) {
    if (config.onLostWorker() == LostWorker.DROP && members.remove(worker) != null) {
      notices.accept("%s is lost; others compute its share".formatted(Task.worker(worker)));
    }
  }

  /** Whether there are workers beside some. */
  boolean hasOthers(Collection<Integer> some) {
    return !some.containsAll(members.keySet());
  }

  /**
   * Who computes a share: the worker of the same number if it is there, else one of the others if
   * there is any.
   */
  int owner(int share) {
    if (members.containsKey(share) || members.isEmpty()) {
      return share;
    }
    return present().get(share % members.size());
  }

  /** The workers that are there. */
  List<Integer> present() {
    return List.copyOf(members.keySet());
  }

  /** Tells all tasks to end, and waits for the workers to hear it before the servers do. */
  void dismiss(boolean isDone) {
    try {
      chief.tellAll(isDone ? Order.Kind.END : Order.Kind.FAIL);
      long end = System.nanoTime() + FAREWELL.toNanos();
      while (!members.isEmpty() && System.nanoTime() < end) {
        chief
            .hear(Duration.ofNanos(end - System.nanoTime()))
            .filter(report -> report.kind() == Kind.BYE || report.kind() == Kind.FAILED)
            .ifPresent(report -> members.remove(report.worker()));
      }
    } catch (TensorFlowException e) {
      LOG.debug("workers cannot be told of the end", e);
    }
    for (int ps = chief.signals().size() - 1; ps >= 0; ps--) {
      try {
        chief.signal(ps, isDone ? Signal.END : Signal.FAIL);
      } catch (TensorFlowException e) {
        LOG.debug("{} has ended before it could answer", Task.ps(ps), e);
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
