package org.stnjava.train.compare;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.stnjava.train.experiment.ModelCard;

/**
 * The figures of runs that differ in their seed only.
 *
 * @param name of the network, with the settings that part it from others of the same network
 * @param runs at least one
 * @param validation the mean of their errors on validation sets, a fraction; NaN if one has none
 * @param error the mean of their test errors, a fraction
 * @param deviation of the test errors, with n − 1; NaN of one run
 * @param seconds the mean of their times by the clock; NaN if one is not known
 * @param coreSeconds the mean of their times on all cores together; NaN if one is not known
 */
record ComparisonLine(
    String name,
    List<ComparedRun> runs,
    double validation,
    double error,
    double deviation,
    double seconds,
    double coreSeconds) {

  /** What stands above the columns. */
  static final List<String> TITLES =
      List.of(
          "network",
          "transform",
          "runs",
          "validation error, %",
          "test error, %",
          "seconds",
          "core-seconds",
          "parameters",
          "alarms");

  /** How many of the columns are names, not numbers. */
  static final int NAMES = 2;

  static final String COLUMNS =
      "network,transform,runs,validation_error,test_error,test_error_deviation,seconds,core_seconds,parameters,alarms";

  static ComparisonLine of(String name, List<ComparedRun> runs) {
    double mean = mean(runs, run -> run.card().testError());
    double squares = mean(runs, run -> Math.pow(run.card().testError() - mean, 2)) * runs.size();
    double deviation = runs.size() > 1 ? Math.sqrt(squares / (runs.size() - 1)) : Double.NaN;
    return new ComparisonLine(
        name,
        runs,
        mean(runs, ComparisonLine::validation),
        mean,
        deviation,
        mean(runs, ComparedRun::seconds),
        mean(runs, ComparedRun::coreSeconds));
  }

  private static double mean(List<ComparedRun> runs, ToDoubleFunction<ComparedRun> value) {
    return runs.stream().mapToDouble(value).average().orElseThrow();
  }

  private static double validation(ComparedRun run) {
    ModelCard.Validation validation = run.card().validation();
    return validation == null ? Double.NaN : validation.error();
  }

  private ComparedRun first() {
    return runs.get(0);
  }

  private long alarms() {
    return runs.stream().mapToLong(ComparedRun::alarms).sum();
  }

  /** The cells as they are read. */
  List<String> cells() {
    return List.of(
        name,
        first().card().transform(),
        String.valueOf(runs.size()),
        Double.isNaN(validation) ? "none" : text("%.2f", 100 * validation),
        Double.isNaN(deviation)
            ? text("%.2f", 100 * error)
            : text("%.2f ± %.2f", 100 * error, 100 * deviation),
        text("%,.0f", seconds),
        text("%,.0f", coreSeconds),
        text("%,d", first().card().parameters()),
        String.valueOf(alarms()));
  }

  /** The line of the CSV file; commas part the transforms of several transformers, too. */
  String csv() {
    return String.join(
        ",",
        name.replace(',', ' '),
        first().card().transform().replace(',', ' '),
        String.valueOf(runs.size()),
        String.valueOf(validation),
        String.valueOf(error),
        String.valueOf(deviation),
        text("%.1f", seconds),
        text("%.1f", coreSeconds),
        String.valueOf(first().card().parameters()),
        String.valueOf(alarms()));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
