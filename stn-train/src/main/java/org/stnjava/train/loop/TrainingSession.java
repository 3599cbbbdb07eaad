package org.stnjava.train.loop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.stnjava.data.batch.Batches;
import org.stnjava.data.batch.Examples;
import org.stnjava.train.checkpoint.Checkpoints;
import org.stnjava.train.checkpoint.Progress;
import org.stnjava.train.event.AlarmRaised;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.StepEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.event.TrainingStarted;
import org.stnjava.train.graph.TrainingGraph;
import org.stnjava.train.loop.TrainingResult.Snapshot;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.EvaluationResult;
import org.stnjava.train.metric.MetricRow;

/** One training run from where it starts to its last step. */
final class TrainingSession {

  private final TrainingJob job;
  private final TrainConfig config;
  private final List<TrainingListener> listeners;
  private final TrainingGraph graph;
  private final Checkpoints checkpoints;
  private final TransformerWatch watch;
  private final Batches batches;
  private final OptionalLong examples;
  private final long start;
  private final boolean isBestLost;

  private Progress progress;
  private int savedStep;
  private Snapshot best;
  private EvaluationResult evaluation = EvaluationResult.NONE;
  private Optional<Evaluation> predictions = Optional.empty();

  TrainingSession(
      TrainingJob job,
      TrainingGraph graph,
      List<TrainingListener> listeners,
      Checkpoints checkpoints) {
    this.job = job;
    this.config = job.config();
    this.listeners = listeners;
    this.graph = graph;
    this.checkpoints = checkpoints;
    batches = job.batches();
    examples = batches.examples();
    config.budget().requireCountable(examples);
    requireTestSet();
    onTestSet(
        tests -> {
          graph.require(tests);
          return tests;
        });
    watch = new TransformerWatch(job, listeners, graph);
    Map<String, float[]> bestWeights = checkpoints.restoreBest(graph.saver(), graph::weights);
    EvaluationResult bestEvaluation =
        bestWeights.isEmpty() ? EvaluationResult.NONE : onTestSet(graph::evaluate);
    Progress from = checkpoints.restore(graph.saver());
    start = System.nanoTime() - from.nanos();
    progress = from;
    progress = from.withEvaluations(due(used()));
    savedStep = from.step();
    best = new Snapshot(from.bestStep(), bestWeights, bestEvaluation);
    isBestLost = from.bestStep() > 0 && bestWeights.isEmpty();
  }

  /** Says of wrong data that it is the test set's. */
  private <R> R onTestSet(Function<Examples, R> use) {
    try {
      return use.apply(job.data().testSet());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("test set: " + e.getMessage(), e);
    }
  }

  private void requireTestSet() {
    if (config.earlyStopping() > 0 && job.data().testSet().size() == 0) {
      throw new IllegalArgumentException(
          "earlyStopping: expected 0, as there are no test examples, but got "
              + config.earlyStopping());
    }
  }

  /** Trains to the end of the budget, or until it is asked to stop. */
  TrainingResult run(Strategy strategy, BooleanSupplier stop) {
    try (StepRunner steps = strategy.steps(job, graph, progress.step())) {
      double used = used();
      while (used < 1 && !isStoppedEarly()) {
        if (stop.getAsBoolean()) {
          save();
          throw new TrainingStopped(progress.step());
        }
        double rate = config.rates().at(progress.step() + 1L, used);
        float loss = step(steps, rate);
        used = used();
        notifyStep(loss, rate, Math.min(1, used));
        if (evaluateIfDue(used, rate) || isCheckpointDue()) {
          save();
        }
      }
    }
    if (evaluation.equals(EvaluationResult.NONE)) {
      evaluation = evaluate();
    }
    Snapshot last = new Snapshot(progress.step(), graph.weights(), evaluation);
    return new TrainingResult(
        last, best.weights().isEmpty() ? last : best, graph.trained(), predictions);
  }

  private float step(StepRunner steps, double rate) {
    StepRunner.Step result = steps.next(rate);
    progress = progress.afterStep(result.loss());
    if (!Float.isFinite(result.loss())) {
      throw new LossNotFinite(progress.step(), rate, result);
    }
    return result.loss();
  }

  private void notifyStep(double loss, double rate, double share) {
    double seconds = elapsed() / 1e9;
    StepEnded ended =
        new StepEnded(
            progress.step(),
            loss,
            rate,
            (double) progress.step() * batches.batchSize() / seconds,
            share,
            Duration.ofMillis((long) (1000 * seconds * (1 - share) / share)));
    listeners.forEach(listener -> listener.onStep(ended));
  }

  /** Evaluates before the first step; does nothing in a run that continues. */
  void evaluateFirst() {
    if (progress.step() == 0 && job.data().testSet().size() > 0) {
      EvaluationResult initial = onTestSet(graph::evaluate);
      MetricRow row =
          new MetricRow(0, 0, Double.NaN, initial.loss(), initial.error(), config.rates().at(1, 0));
      listeners.forEach(listener -> listener.onEvaluation(new EvaluationEnded(row)));
    }
  }

  private boolean evaluateIfDue(double used, double rate) {
    boolean isDue = due(used) > progress.evaluations();
    watch.after(progress.step(), isDue);
    if (!isDue) {
      return false;
    }
    evaluation = evaluate();
    MetricRow row =
        new MetricRow(
            progress.step(),
            epochs(),
            progress.lossSum() / progress.lossCount(),
            evaluation.loss(),
            evaluation.error(),
            rate);
    progress = progress.afterEvaluation(due(used), evaluation.score());
    if (progress.bestStep() == progress.step()) {
      best = new Snapshot(progress.step(), graph.weights(), evaluation);
    }
    listeners.forEach(listener -> listener.onEvaluation(new EvaluationEnded(row)));
    return true;
  }

  /** Evaluates the present weights, and keeps the predictions. */
  private EvaluationResult evaluate() {
    predictions = onTestSet(graph::predictions);
    return predictions.map(EvaluationResult::of).orElseGet(() -> onTestSet(graph::evaluate));
  }

  /** How many evaluations are due when a share of the budget is used. */
  private int due(double used) {
    return (int) Math.min(config.evaluations(), used * config.evaluations());
  }

  private void save() {
    if (progress.step() > savedStep || progress.step() == 0) {
      checkpoints.save(progress.withNanos(elapsed()), graph.saver());
      savedStep = progress.step();
    }
  }

  /** Whether the test error has not fallen for the configured number of evaluations. */
  private boolean isStoppedEarly() {
    return config.earlyStopping() > 0
        && progress.evaluations() - progress.bestEvaluation() >= config.earlyStopping();
  }

  private boolean isCheckpointDue() {
    return config.checkpointEvery() > 0 && progress.step() % config.checkpointEvery() == 0;
  }

  /** {@return a warning if the run continues without the weights of its best evaluation} */
  Optional<AlarmRaised> lostBest() {
    return isBestLost
        ? Optional.of(
            new AlarmRaised(
                progress.step(),
                "the checkpoint of the best evaluation, of step %d, is missing; unless a later evaluation is better, the best weights of this run are the last"
                    .formatted(progress.bestStep())))
        : Optional.empty();
  }

  /** {@return what is about to be trained} */
  TrainingStarted started() {
    return new TrainingStarted(
        progress.step(),
        graph.parameters(),
        new TrainingStarted.Images(
            Math.toIntExact(examples.orElse(0)), job.data().testSet().size()),
        graph.definition());
  }

  private double used() {
    return config.budget().used(progress.step(), epochs(), Duration.ofNanos(elapsed()));
  }

  /** 0 where the number of examples is not known. */
  private double epochs() {
    return batches.epochs(progress.step());
  }

  private long elapsed() {
    return System.nanoTime() - start;
  }
}
