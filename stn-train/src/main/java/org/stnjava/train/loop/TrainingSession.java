package org.stnjava.train.loop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.stnjava.data.batch.Batches;
import org.stnjava.data.batch.Examples;
import org.stnjava.train.checkpoint.Checkpoints;
import org.stnjava.train.checkpoint.Progress;
import org.stnjava.train.event.AlarmRaised;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.StepEnded;
import org.stnjava.train.event.TrainingEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.event.TrainingStarted;
import org.stnjava.train.graph.TrainingGraph;
import org.stnjava.train.loop.TrainingResult.Snapshot;
import org.stnjava.train.metric.EvaluationResult;
import org.stnjava.train.metric.EvaluationSet;
import org.stnjava.train.metric.MetricRow;

/** One training run from where it starts to its last step. */
final class TrainingSession {

  private final TrainingJob job;
  private final TrainConfig config;
  private final List<TrainingListener> listeners;
  private final TrainingGraph graph;
  private final Checkpoints checkpoints;
  private final RunEvaluator evaluator;
  private final TransformerWatch watch;
  private final LossWatch lossWatch;
  private final Batches batches;
  private final OptionalLong examples;
  private final RunClock clock;
  private final boolean isBestLost;

  private Progress progress;
  private int savedStep;
  private Snapshot best;
  private EvaluationResult evaluation = EvaluationResult.NONE;

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
    double trained = config.budget().examples(batches.batchSize(), examples);
    evaluator = new RunEvaluator(job, graph, trained);
    watch = new TransformerWatch(job, listeners, graph);
    lossWatch = LossWatch.of(job, listeners);
    Map<String, float[]> bestWeights = checkpoints.restoreBest(graph.saver(), graph::weights);
    EvaluationResult bestEvaluation =
        bestWeights.isEmpty()
            ? EvaluationResult.NONE
            : evaluator.evaluate(evaluator.due(Long.MAX_VALUE));
    Progress from = checkpoints.restore(graph.saver());
    clock = new RunClock(from);
    progress = from;
    progress = from.withEvaluations(due(used()));
    savedStep = from.step();
    best = new Snapshot(from.bestStep(), bestWeights, bestEvaluation);
    isBestLost = from.bestStep() > 0 && bestWeights.isEmpty();
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
        lossWatch.after(progress.step(), used, loss);
        if (evaluateIfDue(used, rate) || isCheckpointDue()) {
          save();
        }
      }
    }
    if (evaluation.equals(EvaluationResult.NONE)) {
      evaluation = evaluator.predict();
    }
    Snapshot last = new Snapshot(progress.step(), graph.weights(), evaluation);
    Snapshot chosen = best(last);
    notifyEnd();
    return new TrainingResult(last, chosen, graph.trained(), evaluator.predictions());
  }

  /**
   * A sample says which weights may be better than the last ones, all examples whether they are.
   */
  private Snapshot best(Snapshot last) {
    if (best.weights().isEmpty() || best.step() == last.step()) {
      return last;
    }
    boolean isSample = best.evaluation().images() < last.evaluation().images();
    if (!isSample
        || evaluator.set() != EvaluationSet.VALIDATION
        || !checkpoints.restoreAt(best.step(), graph.saver())) {
      return best;
    }
    EvaluationResult whole = evaluator.evaluate();
    return whole.score() < last.evaluation().score()
        ? new Snapshot(best.step(), best.weights(), whole)
        : last;
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
    double seconds = clock.total().toNanos() / 1e9;
    StepEnded ended =
        new StepEnded(
            progress.step(),
            loss,
            rate,
            progress.step() * batches.batchSize() / (seconds - evaluator.spent().toNanos() / 1e9),
            share,
            Duration.ofMillis((long) (1000 * seconds * (1 - share) / share)));
    listeners.forEach(listener -> listener.onStep(ended));
  }

  private void notifyEnd() {
    Duration trained = Duration.ofNanos(clock.here()).minus(evaluator.spent());
    TrainingEnded ended = new TrainingEnded(progress.step(), trained, evaluator.spent());
    listeners.forEach(listener -> listener.onEnd(ended));
  }

  /** Evaluates before the first step; does nothing in a run that continues. */
  void evaluateFirst() {
    if (progress.step() == 0 && evaluator.hasExamples()) {
      notifyEvaluation(evaluator.evaluate(), Double.NaN, config.rates().at(1, 0));
    }
  }

  private void notifyEvaluation(EvaluationResult result, double trainLoss, double rate) {
    MetricRow row =
        new MetricRow(
            progress.step(),
            epochs(),
            trainLoss,
            result.loss(),
            result.error(),
            rate,
            result.images(),
            evaluator.set());
    listeners.forEach(listener -> listener.onEvaluation(new EvaluationEnded(row)));
  }

  /** Returns whether an evaluation was due, which a budget in minutes may skip. */
  private boolean evaluateIfDue(double used, double rate) {
    boolean isDue = used >= 1 || due(used) > progress.evaluations();
    Examples some = isDue ? evaluator.due(clock.here()) : Examples.none();
    boolean evaluates = isDue && (used >= 1 || some.size() > 0 || !evaluator.hasExamples());
    watch.after(progress.step(), evaluates);
    if (isDue && isClocked()) {
      progress = progress.skippingTo(evaluates ? due(used) - 1 : due(used));
    }
    if (evaluates) {
      evaluate(some, used, rate);
    }
    return isDue;
  }

  /** The best weights are those with the best result on the same examples; the last is of all. */
  private void evaluate(Examples some, double used, double rate) {
    double trainLoss = progress.lossSum() / progress.lossCount();
    boolean isSample = some.size() > 0 && some.size() < job.data().evaluated().size();
    EvaluationResult compared = isSample ? evaluator.evaluate(some) : evaluator.predict();
    progress = progress.afterEvaluation(due(used), compared.score());
    boolean isLast = used >= 1 || isStoppedEarly();
    evaluation = isSample && isLast ? evaluator.predict() : compared;
    if (progress.bestStep() == progress.step()) {
      best = new Snapshot(progress.step(), graph.weights(), compared);
    }
    notifyEvaluation(evaluation, trainLoss, rate);
    if (isClocked() && !isLast) {
      progress = progress.skippingTo(due(used()));
    }
  }

  private boolean isClocked() {
    return config.budget().unit() == Budget.Unit.MINUTES;
  }

  /** How many evaluations are due when a share of the budget is used. */
  private int due(double used) {
    int evaluations = config.evaluation().evaluations();
    return (int) Math.min(evaluations, used * evaluations);
  }

  private void save() {
    if (progress.step() > savedStep || progress.step() == 0) {
      checkpoints.save(clock.stamp(progress), graph.saver());
      savedStep = progress.step();
    }
  }

  /** Whether the error has not fallen for the configured number of evaluations. */
  private boolean isStoppedEarly() {
    int most = config.evaluation().earlyStopping();
    return most > 0 && progress.evaluations() - progress.bestEvaluation() >= most;
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
            Math.toIntExact(examples.orElse(0)), job.data().evaluated().size(), evaluator.set()),
        graph.definition());
  }

  private double used() {
    return config.budget().used(progress.step(), epochs(), clock.total());
  }

  /** 0 where the number of examples is not known. */
  private double epochs() {
    return batches.epochs(progress.step());
  }
}
