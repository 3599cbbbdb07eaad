package org.stnjava.train.loop;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.Examples;
import org.stnjava.data.random.RandomPermutation;
import org.stnjava.train.graph.TrainingGraph;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.EvaluationResult;
import org.stnjava.train.metric.EvaluationSet;

/** Evaluates a run's network, on all examples or on a sample of them, and measures the time. */
final class RunEvaluator {

  /** Of the order in which examples are sampled: the same for all runs, which are compared. */
  private static final long SAMPLE_SEED = 5;

  private final TrainingGraph graph;
  private final EvaluationSet set;
  private final Examples examples;
  private final EvaluationSchedule schedule;
  private Optional<Evaluation> predictions = Optional.empty();

  /**
   * An evaluator that has checked the examples.
   *
   * @param trained how many examples the whole run is trained on
   */
  RunEvaluator(TrainingJob job, TrainingGraph graph, double trained) {
    this.graph = graph;
    this.set = job.data().evaluationSet();
    this.examples = job.data().evaluated();
    this.schedule = new EvaluationSchedule(job.config(), trained, examples.size());
    int patience = job.config().evaluation().earlyStopping();
    if (patience > 0 && examples.size() == 0) {
      throw new IllegalArgumentException(
          "earlyStopping: expected 0, as there are no test examples, but got " + patience);
    }
    require(EvaluationSet.TEST, job.data().testSet());
    require(EvaluationSet.VALIDATION, job.data().validationSet());
  }

  private void require(EvaluationSet of, Examples checked) {
    named(
        of,
        () -> {
          graph.require(checked);
          return checked;
        });
  }

  /** Says of wrong data which set it is in. */
  private static <R> R named(EvaluationSet set, Supplier<R> use) {
    try {
      return use.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(set.label() + " set: " + e.getMessage(), e);
    }
  }

  /** Returns the examples that the evaluation that is due takes; none if it is skipped. */
  Examples due(long elapsed) {
    int images = schedule.due(elapsed);
    int fixed = graph.fixedBatchSize();
    int whole = (images + fixed - 1) / fixed * fixed;
    return images == 0 || whole >= examples.size() ? cut(images) : sample(whole);
  }

  private Examples cut(int images) {
    return images == 0 ? Examples.none() : examples;
  }

  private Examples sample(int images) {
    RandomPermutation order = new RandomPermutation(examples.size(), SAMPLE_SEED);
    return new Sample(examples, IntStream.range(0, images).map(order::at).sorted().toArray());
  }

  /** Whether there is anything to evaluate. */
  boolean hasExamples() {
    return examples.size() > 0;
  }

  /** Evaluates the present weights on some of the examples. */
  EvaluationResult evaluate(Examples some) {
    return timed(() -> graph.evaluate(some));
  }

  /** Evaluates the present weights on all examples. */
  EvaluationResult evaluate() {
    return evaluate(examples);
  }

  /** Evaluates the present weights on all examples, and keeps the predictions. */
  EvaluationResult predict() {
    return timed(
        () -> {
          predictions = graph.predictions(examples);
          return predictions.map(EvaluationResult::of).orElseGet(() -> graph.evaluate(examples));
        });
  }

  private EvaluationResult timed(Supplier<EvaluationResult> evaluation) {
    long start = System.nanoTime();
    EvaluationResult result = named(set, evaluation);
    if (result.images() > 0) {
      schedule.evaluated(result.images(), System.nanoTime() - start);
    }
    return result;
  }

  EvaluationSet set() {
    return set;
  }

  /** Those of the latest evaluation on all examples. */
  Optional<Evaluation> predictions() {
    return predictions;
  }

  /** The time of all evaluations so far. */
  Duration spent() {
    return schedule.spent();
  }

  /**
   * Some of a set of examples.
   *
   * @param all the set
   * @param rows which of them, in rising order
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Sample(Examples all, int[] rows) implements Examples {

    @Override
    public int size() {
      return rows.length;
    }

    @Override
    public Batch take(int... some) {
      return all.take(Arrays.stream(some).map(i -> rows[i]).toArray());
    }
  }
}
