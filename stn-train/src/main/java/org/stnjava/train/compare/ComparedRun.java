package org.stnjava.train.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stnjava.train.checkpoint.Checkpoint;
import org.stnjava.train.checkpoint.Checkpoints;
import org.stnjava.train.checkpoint.Progress;
import org.stnjava.train.experiment.ModelCard;
import org.stnjava.train.experiment.RunFolder;
import org.stnjava.train.metric.MetricRow;
import org.stnjava.train.metric.MetricsCsv;

/**
 * A finished run as it is compared.
 *
 * @param name of its folder
 * @param card its figures
 * @param history the metrics by rising step
 * @param seconds the time that it took by the clock, evaluations included; NaN without checkpoints
 * @param coreSeconds the time of all cores together; NaN where checkpoints do not say it
 * @param alarms the number of alarms
 */
record ComparedRun(
    String name,
    ModelCard card,
    List<MetricRow> history,
    double seconds,
    double coreSeconds,
    long alarms) {

  private static final double NANOS = 1e9;

  /**
   * Reads a run.
   *
   * @throws IllegalArgumentException if it is not finished
   */
  static ComparedRun read(Path path) {
    RunFolder folder = RunFolder.open(path);
    Optional<Progress> last = last(folder);
    return new ComparedRun(
        path.toAbsolutePath().normalize().getFileName().toString(),
        ModelCard.read(folder.card()),
        MetricsCsv.read(folder.metrics()),
        last.map(progress -> progress.nanos() / NANOS).orElse(Double.NaN),
        last.map(Progress::processorNanos).map(nanos -> nanos / NANOS).orElse(Double.NaN),
        alarms(folder.alarms()));
  }

  private static Optional<Progress> last(RunFolder folder) {
    return Files.isDirectory(folder.checkpoints())
        ? Checkpoints.latestIn(folder.checkpoints()).start().map(Checkpoint::progress)
        : Optional.empty();
  }

  private static long alarms(Path file) {
    if (!Files.exists(file)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }
}
