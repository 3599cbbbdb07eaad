package org.stnjava.bench;

import java.util.List;
import java.util.Optional;
import org.stnjava.bench.race.Pace;
import org.stnjava.bench.workload.Workload;
import org.stnjava.bench.workload.Workloads;
import picocli.CommandLine.Option;

/** The options that say what is timed, and how thoroughly. */
final class PaceChoice {

  private static final Pace THOROUGH = new Pace(5, 5, 80, 250);
  private static final Pace QUICK = new Pace(3, 1, 30, 60);

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Workloads to run (default: all).")
  private List<String> only = List.of();

  @Option(
      names = "--quick",
      description =
          "Take less than a minute on two quiet cores: the main workloads, 3 rounds, 30 ms a turn; leaves"
              + " out the networks without transformer, batches of 256, bicubic-d and volume's"
              + " gradients.")
  private boolean quick;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each contender is timed (default: 5, quick: 3).")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description =
          "How many disturbed turns of a contender are repeated at most (default: 5, quick: 1).")
  private Optional<Integer> repeats = Optional.empty();

  Pace pace() {
    Pace pace = quick ? QUICK : THOROUGH;
    return new Pace(
        rounds.orElse(pace.rounds()),
        repeats.orElse(pace.repeats()),
        pace.sampleMillis(),
        pace.warmupMillis());
  }

  List<Workload> workloads() {
    return only.isEmpty() && quick ? Workloads.main() : Workloads.named(only);
  }
}
