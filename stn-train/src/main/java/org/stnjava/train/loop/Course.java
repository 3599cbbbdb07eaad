package org.stnjava.train.loop;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stnjava.train.checkpoint.Checkpoints;
import org.stnjava.train.checkpoint.Progress;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.StepEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.event.TrainingStarted;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.MetricRow;

/** One training from where it starts to its last step. */
final class Course {

  private static final Logger LOG = LoggerFactory.getLogger(Course.class);

  private final Trainer trainer;
  private final TrainConfig config;
  private final List<TrainingListener> listeners;
  private final TrainingGraph graph;
  private final TrainingSets sets;
  private final Checkpoints checkpoints;
  private final Watcher watcher;
  private final StepTimes times = new StepTimes();

  private final long start;
  private int step;
  private int evaluations;
  private double lossSum;
  private int lossCount;
  private int bestStep;
  private int bestEvaluation;
  private double bestError;
  private int savedStep;
  private double rate;

  Course(Trainer trainer, TrainingGraph graph, TrainingSets sets, Checkpoints checkpoints) {
    this.trainer = trainer;
    this.config = trainer.config();
    this.listeners = trainer.listeners();
    this.graph = graph;
    this.sets = sets;
    this.checkpoints = checkpoints;
    watcher = new Watcher(trainer, graph, sets.test());
    Progress from = checkpoints.restore(graph.saver());
    start = System.nanoTime() - from.nanos();
    step = from.step();
    evaluations = from.evaluations();
    lossSum = from.lossSum();
    lossCount = from.lossCount();
    bestStep = from.bestStep();
    bestEvaluation = from.bestEvaluation();
    bestError = from.bestError();
    savedStep = step;
  }

  void run(Engine engine, BooleanSupplier stop) {
    try (Steps steps = engine.steps(trainer, graph, sets, step)) {
      double used = used();
      while (used < 1 && !hasGivenUp()) {
        if (stop.getAsBoolean()) {
          save();
          throw new TrainingStopped(step);
        }
        used = step(steps, used);
        boolean evaluated = evaluateIfDue(used);
        if (evaluated || isCheckpointDue()) {
          save();
        }
      }
    } finally {
      LOG.debug("{}", times);
    }
  }

  /** Makes a step; gives the share of the budget that is used then. */
  private double step(Steps steps, double usedBefore) {
    times.begin();
    rate = config.rates().at(step + 1L, usedBefore);
    float loss = steps.next(rate, times);
    step++;
    if (!Float.isFinite(loss)) {
      throw new LossNotFinite(
          step,
          loss,
          rate,
          sets.batches(config.batch(), config.seed()).startingAt(step - 1L).next());
    }
    lossSum += loss;
    lossCount++;
    double used = used();
    tell(loss, Math.min(1, used));
    times.end(StepTimes.Part.LISTENERS);
    return used;
  }

  private void tell(double loss, double share) {
    double seconds = elapsed() / 1e9;
    StepEnded ended =
        new StepEnded(
            step,
            loss,
            rate,
            (double) step * config.batch() / seconds,
            share,
            Duration.ofMillis((long) (1000 * seconds * (1 - share) / share)));
    listeners.forEach(listener -> listener.onStep(ended));
  }

  private boolean evaluateIfDue(double used) {
    int due = (int) Math.min(config.evaluations(), used * config.evaluations());
    watcher.after(step, due > evaluations);
    if (due <= evaluations) {
      return false;
    }
    evaluations = due;
    Evaluation evaluation = graph.evaluate(sets.test());
    double error = evaluation.error();
    MetricRow row =
        new MetricRow(step, epochs(), lossSum / lossCount, evaluation.meanLoss(), error, rate);
    lossSum = 0;
    lossCount = 0;
    if (error < bestError) {
      bestError = error;
      bestStep = step;
      bestEvaluation = evaluations;
    }
    listeners.forEach(listener -> listener.onEvaluation(new EvaluationEnded(row)));
    return true;
  }

  private void save() {
    if (step > savedStep || step == 0) {
      checkpoints.save(
          new Progress(
              step,
              elapsed(),
              evaluations,
              lossSum,
              lossCount,
              bestStep,
              bestEvaluation,
              bestError),
          graph.saver());
      savedStep = step;
    }
  }

  /** Whether the test error has not fallen for as many evaluations as were granted. */
  private boolean hasGivenUp() {
    return config.earlyStopping() > 0 && evaluations - bestEvaluation >= config.earlyStopping();
  }

  private boolean isCheckpointDue() {
    return config.checkpointEvery() > 0 && step % config.checkpointEvery() == 0;
  }

  /** {@return what is about to be trained} */
  TrainingStarted started() {
    return new TrainingStarted(
        step,
        graph.parameters(),
        new TrainingStarted.Images(sets.train().size(), sets.test().size()),
        graph.definition());
  }

  private double used() {
    return config.budget().used(step, epochs(), Duration.ofNanos(elapsed()));
  }

  private double epochs() {
    return (double) step * config.batch() / sets.train().size();
  }

  private long elapsed() {
    return System.nanoTime() - start;
  }
}
