package org.stnjava.train.compare;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stnjava.data.file.StagedFile;
import org.stnjava.train.report.ComparisonPage;
import org.stnjava.train.report.ComparisonPage.Curve;

/**
 * Finished runs beside each other; those that differ in their seed only make one line.
 *
 * <pre>{@code
 * Comparison comparison = Comparison.of(List.of(Path.of("runs/a"), Path.of("runs/b")));
 * out.print(comparison.table());
 * comparison.write(Path.of("runs"));
 * }</pre>
 */
public final class Comparison {

  private static final String SEED = "seed";
  private static final String NET = "net";

  /** No setting, but what the data is, wherever it lies. */
  private static final String CHECKSUM = "dataChecksum";

  private static final int CHECKSUM_DIGITS = 8;

  /** What has a column of its own. */
  private static final Set<String> SHOWN = Set.of(NET, "transform");

  private final List<ComparedRun> runs;
  private final List<ComparisonLine> lines;

  private Comparison(List<ComparedRun> runs) {
    this.runs = runs;
    Map<Map<String, Object>, List<ComparedRun>> groups =
        runs.stream()
            .collect(
                Collectors.groupingBy(
                    Comparison::settings, LinkedHashMap::new, Collectors.toList()));
    groups.values().forEach(Comparison::requireSeeds);
    lines =
        groups.entrySet().stream()
            .map(
                group -> ComparisonLine.of(name(group.getKey(), groups.keySet()), group.getValue()))
            .toList();
  }

  /**
   * Reads runs.
   *
   * @param folders of finished runs, in the order in which they are listed
   * @return the comparison
   * @throws IllegalArgumentException if one is not that of a finished run, or two are the same run
   */
  public static Comparison of(List<Path> folders) {
    return new Comparison(folders.stream().map(ComparedRun::read).toList());
  }

  /** All settings but the seed. */
  private static Map<String, Object> settings(ComparedRun run) {
    Map<String, Object> settings = new LinkedHashMap<>(run.card().settings().settings());
    settings.remove(SEED);
    settings.put(NET, run.card().net());
    settings.put(CHECKSUM, run.card().dataChecksum().substring(0, CHECKSUM_DIGITS));
    return settings;
  }

  private static void requireSeeds(List<ComparedRun> equal) {
    Map<Long, String> names = new LinkedHashMap<>();
    for (ComparedRun run : equal) {
      String other = names.put(run.card().settings().training().seed(), run.name());
      if (other != null) {
        throw new IllegalArgumentException(
            "RUN: expected runs that differ in a setting or in their seed but %s and %s are the same"
                .formatted(other, run.name()));
      }
    }
  }

  /** The network's name, with the settings that part it from others of the same network. */
  private static String name(Map<String, Object> settings, Set<Map<String, Object>> all) {
    String different =
        settings.entrySet().stream()
            .filter(setting -> !SHOWN.contains(setting.getKey()))
            .filter(
                setting ->
                    all.stream()
                        .filter(other -> SHOWN.stream().allMatch(key -> same(key, settings, other)))
                        .anyMatch(other -> !same(setting.getKey(), settings, other)))
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(" "));
    return different.isEmpty()
        ? String.valueOf(settings.get(NET))
        : settings.get(NET) + " " + different;
  }

  private static boolean same(String key, Map<String, Object> one, Map<String, Object> other) {
    return Objects.equals(one.get(key), other.get(key));
  }

  /** {@return the table as text, a line each and one above, columns by spaces} */
  public String table() {
    List<List<String>> all = new ArrayList<>();
    all.add(ComparisonLine.TITLES);
    lines.forEach(line -> all.add(line.cells()));
    StringBuilder text = new StringBuilder();
    for (List<String> cells : all) {
      StringBuilder row = new StringBuilder();
      for (int column = 0; column < cells.size(); column++) {
        int at = column;
        int width = all.stream().mapToInt(other -> other.get(at).length()).max().orElse(0);
        boolean isName = column < ComparisonLine.NAMES;
        row.append((isName ? "%-" : "%").concat(width + "s  ").formatted(cells.get(column)));
      }
      text.append(row.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  /**
   * Writes {@code compare.csv} and {@code compare.html}.
   *
   * @param folder where to; must exist
   * @throws java.io.UncheckedIOException if a file cannot be written
   */
  public void write(Path folder) {
    String csv =
        Stream.concat(Stream.of(ComparisonLine.COLUMNS), lines.stream().map(ComparisonLine::csv))
            .collect(Collectors.joining("\n", "", "\n"));
    StagedFile.replace(folder.resolve("compare.csv"), csv.getBytes(StandardCharsets.UTF_8));
    StagedFile.replace(
        folder.resolve("compare.html"), page().html().getBytes(StandardCharsets.UTF_8));
  }

  private ComparisonPage page() {
    String experiments =
        runs.stream()
            .map(run -> run.card().experiment())
            .distinct()
            .collect(Collectors.joining(", "));
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int color = i;
      lines.get(i).runs().forEach(run -> curves.add(new Curve(run.name(), color, run.history())));
    }
    return new ComparisonPage(
        String.format(Locale.ROOT, "%s: %,d runs", experiments, runs.size()),
        ComparisonLine.TITLES,
        lines.stream().map(ComparisonLine::cells).toList(),
        curves);
  }
}
