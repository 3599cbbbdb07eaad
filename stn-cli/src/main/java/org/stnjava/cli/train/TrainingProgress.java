package org.stnjava.cli.train;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.stnjava.train.event.AlarmRaised;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.StepEnded;
import org.stnjava.train.event.TrainingEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.event.TrainingStarted;
import org.stnjava.train.experiment.Run;
import org.stnjava.train.experiment.RunConfig;
import org.stnjava.train.metric.EvaluationSet;
import org.stnjava.train.metric.MetricRow;

/**
 * Shows the progress of a training run: a live bar on a terminal, plain lines elsewhere.
 *
 * <p><b>To be closed</b>, which ends the bar's line.
 */
final class TrainingProgress implements TrainingListener, AutoCloseable {

  private static final int SHARES = 1000;
  private static final int COLUMNS = 100;
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final PrintWriter err;

  /** The launcher sets it if standard error is a terminal, which Java cannot detect. */
  private final boolean terminal = Boolean.getBoolean("stn.terminal");

  private @Nullable ProgressBar bar;
  private String lastError = "";
  private int images;
  private long lastLine = System.nanoTime();

  TrainingProgress(PrintWriter err) {
    this.err = err;
  }

  void announce(Run run) {
    RunConfig config = run.config();
    err.printf(
        "training %s on %s (%s) for %s into %s%n",
        run.network(),
        config.experiment(),
        run.dataName(),
        config.training().budget(),
        run.folder().path());
    for (String file : run.skippedFiles()) {
      err.println("left out " + file);
    }
    if (run.step() > 0) {
      err.printf(Locale.ROOT, "continuing after step %,d%n", run.step());
    }
  }

  @Override
  public void onStart(TrainingStarted started) {
    err.printf(
        Locale.ROOT,
        "%,d parameters, %,d images to learn from, %,d to %s on%n",
        started.parameters(),
        started.images().train(),
        started.images().evaluated(),
        started.images().set() == EvaluationSet.TEST ? "test" : "validate");
    images = started.images().evaluated();
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("training")
              .setInitialMax(SHARES)
              .setStyle(ProgressBarStyle.ASCII)
              .hideEta()
              .setConsumer(new DelegatingProgressBarConsumer(this::redraw, COLUMNS))
              .build();
    }
  }

  @Override
  public void onStep(StepEnded step) {
    if (bar != null) {
      bar.stepTo(Math.round(step.done() * SHARES));
      bar.setExtraMessage(figures(step));
    } else if (System.nanoTime() - lastLine > BETWEEN_LINES.toNanos()) {
      lastLine = System.nanoTime();
      err.printf(
          Locale.ROOT, "%3.0f %% step %,d %s%n", 100 * step.done(), step.step(), figures(step));
    }
  }

  @Override
  public void onEvaluation(EvaluationEnded evaluation) {
    MetricRow row = evaluation.row();
    lastError =
        String.format(
            Locale.ROOT,
            ", %s error %.2f %%%s",
            row.set().label(),
            100 * row.error(),
            row.images() < images
                ? String.format(Locale.ROOT, " of %,d images", row.images())
                : "");
  }

  @Override
  public void onEnd(TrainingEnded ended) {
    err.printf(
        Locale.ROOT,
        "%strained %.0f s, evaluated %.0f s%n",
        clear(),
        ended.trained().toMillis() / 1e3,
        ended.evaluated().toMillis() / 1e3);
  }

  @Override
  public void onAlarm(AlarmRaised alarm) {
    err.printf(Locale.ROOT, "%salarm at step %,d: %s%n", clear(), alarm.step(), alarm.message());
  }

  /** What goes over the bar, which is drawn again below. */
  private String clear() {
    return bar == null ? "" : "\r" + " ".repeat(COLUMNS) + "\r";
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      err.println();
      bar = null;
    }
  }

  private String figures(StepEnded step) {
    return String.format(
        Locale.ROOT,
        "loss %.3f%s, %,.0f images/s, %s left",
        step.loss(),
        lastError,
        step.imagesPerSecond(),
        clock(step.remaining()));
  }

  private static String clock(Duration duration) {
    return "%d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
  }

  private void redraw(String line) {
    err.print('\r' + line);
    err.flush();
  }
}
