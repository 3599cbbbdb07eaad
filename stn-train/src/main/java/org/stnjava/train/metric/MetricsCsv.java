package org.stnjava.train.metric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The table of a run's metrics as a CSV file, one row an evaluation.
 *
 * <p>Numbers are written with a point and the fewest digits that read back as the same double, on
 * every system: equal runs give equal bytes. Each row is on the disk before {@link #write} returns.
 * A last line without its line end was cut off while it was written; it does not count.
 *
 * <p><b>The caller closes it.</b> Until then it is locked: it cannot be opened again, in any
 * process.
 */
public final class MetricsCsv implements AutoCloseable {
  /** Without the last column, which earlier versions did not write. */
  private static final String COLUMNS = "step,epoch,train_loss,%s_loss,%s_error,learning_rate";

  private static final String IMAGES = ",images";

  private final Path file;
  private final FileChannel channel;

  private MetricsCsv(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Returns the first line of a file.
   *
   * @param set which images its rows are about
   * @return the names of the columns
   */
  public static String header(EvaluationSet set) {
    return COLUMNS.formatted(set.label(), set.label()) + IMAGES;
  }

  /**
   * Creates a new table that replaces the content of the file.
   *
   * @param file where to; its folder must exist
   * @param set which images its rows are about
   * @return the table, open for rows
   * @throws IllegalArgumentException if someone else has it open
   * @throws UncheckedIOException if the file cannot be written
   */
  public static MetricsCsv create(Path file, EvaluationSet set) {
    return open(file, header(set) + "\n");
  }

  /**
   * Continues a table after a step: rows of later steps are dropped, to be written again.
   *
   * @param file an existing table
   * @param step the last step that counts: that of the checkpoint
   * @return the table, open for the rows that follow
   * @throws IllegalArgumentException if the file is not such a table, or someone else has it open
   * @throws UncheckedIOException if the file cannot be read or written
   */
  public static MetricsCsv resume(Path file, int step) {
    List<String> lines = wholeLines(file);
    String header = header(set(file, lines)) + "\n";
    String kept =
        rows(file, lines).stream()
            .filter(row -> row.step() <= step)
            .map(MetricsCsv::line)
            .collect(Collectors.joining("", header, ""));
    return open(file, kept);
  }

  /**
   * Reads a table.
   *
   * @param file an existing table
   * @return its rows in order
   * @throws IllegalArgumentException if the file is not such a table; names the line
   * @throws UncheckedIOException if the file cannot be read
   */
  public static List<MetricRow> read(Path file) {
    return rows(file, wholeLines(file));
  }

  private static List<MetricRow> rows(Path file, List<String> lines) {
    EvaluationSet set = set(file, lines);
    int columns = lines.get(0).split(",").length;
    List<MetricRow> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      try {
        rows.add(parse(lines.get(i), columns, set));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s, line %d: %s".formatted(file, i + 1, e.getMessage()), e);
      }
    }
    return List.copyOf(rows);
  }

  /** Tells from the header which images the rows are about. */
  private static EvaluationSet set(Path file, List<String> lines) {
    String first = lines.isEmpty() ? "" : lines.get(0);
    for (EvaluationSet set : EvaluationSet.values()) {
      if (first.equals(header(set)) || (first + IMAGES).equals(header(set))) {
        return set;
      }
    }
    throw new IllegalArgumentException(
        "%s: expected the header '%s' but got '%s'"
            .formatted(file, header(EvaluationSet.TEST), first));
  }

  /**
   * Appends a row.
   *
   * @param row what to append
   * @throws UncheckedIOException if the file cannot be written
   */
  public void write(MetricRow row) {
    try {
      put(channel, line(row));
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be closed", e);
    }
  }

  private static MetricsCsv open(Path file, String start) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isOurs(channel)) {
        channel.close();
        throw new IllegalArgumentException(
            file + ": expected a table that nobody writes but another training does");
      }
      put(channel, start);
      // Cut only now: a process that dies between the two leaves the rows that were to be kept.
      channel.truncate(channel.position());
      return new MetricsCsv(file, channel);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written", e);
    }
  }

  /** Locks a byte far behind the end, so that the table can be read where locks forbid that. */
  private static boolean isOurs(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void put(FileChannel channel, String text) throws IOException {
    var bytes = StandardCharsets.UTF_8.encode(text);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static List<String> wholeLines(Path file) {
    try {
      String text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }

  private static String line(MetricRow row) {
    return DoubleStream.of(
            row.epoch(), row.trainLoss(), row.loss(), row.error(), row.learningRate())
        .mapToObj(ShortestNumber::of)
        .collect(Collectors.joining(",", row.step() + ",", "," + row.images() + "\n"));
  }

  private static MetricRow parse(String line, int columns, EvaluationSet set) {
    String[] cells = line.split(",", -1);
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          "expected %d values but got %d in '%s'".formatted(columns, cells.length, line));
    }
    return new MetricRow(
        whole("step", cells[0]),
        number("epoch", cells[1]),
        number("train_loss", cells[2]),
        number(set.label() + "_loss", cells[3]),
        number(set.label() + "_error", cells[4]),
        number("learning_rate", cells[5]),
        cells.length > 6 ? whole("images", cells[6]) : 0,
        set);
  }

  private static int whole(String column, String cell) {
    try {
      return Integer.parseInt(cell);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s: expected a whole number but got '%s'".formatted(column, cell), e);
    }
  }

  private static double number(String column, String cell) {
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s: expected a number but got '%s'".formatted(column, cell), e);
    }
  }
}
